#include "identity/common_passwords.hpp"

#include <string>
#include <unordered_set>

namespace identity {
namespace {

// The head of the password list of zxcvbn (MIT licence, see NOTICE), its long entries and a few
// Vietnamese ones; in lower case, letters and digits only.
constexpr std::string_view list = R"(
00000 000000 0000000000d 0000000000o 000001 000007 000111 0007 007007 01011 01011910 01011970
01011975 01011977 01011980 01011981 01011982 01011983 01011984 01011985 01011986 01011987 01011988
01011989 01011990 01011991 01011992 01011993 01011999 01012000 01012001 01012010 01012011 010203
01020304 010203040506 01091989 012345678910 014702580369 01telemike01 02011985 02011986 02011987
02021983 02021984 02021985 02021986 02021987 02021988 02021989 02031984 02031986 02041983 02041984
02041986 02051983 02051986 02061985 02061986 02061989 02071982 02071986 02081984 02081987 02081988
02081989 02091986 02091987 02101985 03082006 0420 0987654321a 0987654321q 1000 100000 1001 1005
1007 10101 1012 1017 1020 10203 102030 10203040 102030405060 1024 102938 1029384756 1029384756q
1066 111111 11111111 1111111111zz 111111a 11112222 111222 111222333 111222333000 111222333444555
111333 1122 112211 11223 112233 11223344 1122334455 112233445566 1123 112358 11235813 1123581321
12011987 120676 12121 1213 121314 12131415 1221 122333 122333444455555 1225 123098 12312 123123
12312312 123123a 123123q 123123qweqwe 1232323q 12332 123321 123321123 123321456654 123321a 123321q
123321qweewq 1234 1234321 12344321 12345 123451 123454321 123455 1234554321 1234554321a
1234554321q 123456 12345654321 123456654321 1234567 12345672000 12345678 123456782000
1234567887654321 123456789 1234567890 12345678900 123456789000 12345678900987654321
1234567890987654321 1234567890a 1234567890d 1234567890m 1234567890o 1234567890p 1234567890q
1234567890qaz 1234567890qw 1234567890qwe 1234567890qwerty 1234567890s 1234567890w 1234567890z
1234567890zzz 1234567891 12345678910 123456789101 12345678912 123456789123 1234567892000
12345678987654321 123456789987654321 123456789a 123456789aa 123456789abc 123456789as 123456789asd
123456789q 123456789qaz 123456789qq 123456789qqq 123456789qw 123456789qwe 123456789qwer
123456789qwerty 123456789z 123456789zx 123456789zxc 123456789zz 12345678a 12345678q 12345678qwe
12345679 1234567a 1234567q 1234567qwertyu 123456a 123456aa 123456k 123456q 123456qw 123456qwert
123456qwerty 123456r 123456s 123456z 123457 12345a 12345q 12345qwe 12345qwert 12345qwerty 12345t
12345z 1234abcd 1234qwe 1234qwer 1234qwerasdf 1234qwerasdfzxcv 123654 123654789 1236987 12369874
123698745 123789 123789456 123987 123aaa 123abc 123asd 123hfjdk147 123qaz 123qq123 123qwe
123qwe123 123qwe456rty 123qweasd 123qweasdzx 123qweasdzxc 123qwerty 123qwerty123 123zxc 124578
128500 12qw12 12qw34er 12qw34er56ty 12qwas 12qwaszx 131313 132435 13243546 134679 135246 1357
13579 135790 135792468 1357924680 1366613 1369 141627 142536 147258 14725836 147258369 147369
147852 147852369 1478963 14789632 147896325 147963 1492 150781 15426378 159357 159632 159753
159753456852 159951 162534 1701 18436572 192837 192837465 19411945 1986irachka 1a2b3c 1a2b3c4d
1a2s3d4f5g6h 1passwor 1q2w3e 1q2w3e4r 1q2w3e4r5 1q2w3e4r5t 1q2w3e4r5t6y 1qa2ws3ed 1qa2ws3ed4rf
1qa2ws3ed4rf5tg 1qaz2ws 1qaz2wsx 1qaz2wsx3edc 1qaz2wsx3edc4rfv 1qazxsw2 1qazxsw23edc
1qazxsw23edcvfr4 1qwerty 1qwertyuiop 1x2zkg8w 200000 21031988 2112 2128506 222333 223344
23176djivanfros 235689 2468 246810 2580 25802580 258456 31217221027711 314159 31415926 315475
321123 321456 321654 321654987 32615948worms 332211 333666 336699 362436 369963 4121 4128
41d8cd98f00b 420247 420420 445566 456123 456321 456654 456852 4815162342 4815162342a
4815162342lost 4815162342q 4904s677075 4runner 50cent 51051051051 5150 541233432442 5551212 555666
555777 59382113kevinp 654123 654321 666666 666777 666999 6751520 6969 696969 73501505 741852
741852963 742617000027 753159 753951 7753191 7777755102q 7777777 777888 7779311 778899 784512
787898 789123 789456 78945612 789456123 7895123 789654 789987 794613 7ugd5hip2j 80637852730
8096468644q 80988218126 852456 8675309 87e5nclizry 88002000600 89015173454 89032073168 89172735872
89211375759 89231243658s 89600506779 89876065093rax 8j4ye3uz 90210 906090 911911 9293709b13
9379992 951753 9562876 963852 963852741 987456 987456321 a11111 a12345 a123456 a1234567 a12345678
a123456789 a1234567890 a1b2c3 a1b2c3d4 a1s2d3 a1s2d3f4 a1s2d3f4g5h6 aa123456 aa123456789 aaa111
aaliyah aardvark aaron1 abc12 abc123 abc1234 abc12345 abc123456789 abcd123 abcd1234 aberdeen
abgrtyu abracadabra abrakadabra absolut access access14 accord accountbloc achilles action adam12
adgjmptw adidas admin admin18533362 administrator adonis aezakmi agent007 aggies aikido airborne
airbus airforce airplane akira alabama alaska albatros albion alejandr aleksandr aleksandra
aleksey alenka alex123 alexande alexandr alexey alexis alfa alibaba aliens allmine allsop allstar
alpha alpha1 alphabet alpine alternativa alucard amadeus amadeusptfcor amanda1 amateur amateurs
amazon amber1 america america1 amsterda amsterdam an83546921an13 anaconda anakin anarchy andrei
andrew1 andrewjackie andrey andromed andromeda anfield angel angel1 angels angus anhyeuem animal
anime annie1 antananarivu anthony1 antoni anubis apache apokalipsis apollo apollo13 apple apple1
apple123 applepie apples aquarius aragorn arcadia area51 arizona arjay armagedon armani arsenal
arsenal1 artem artemis artemka artur asd123 asdasd asdf asdf123 asdf1234 asdfasdf asdfg asdfgh
asdfgh123456 asdfghj asdfghjk asdfghjkl asdfghjkl123 asdfjkl asdfzxcv asdzxc ashley1 aspire
aspirine assassin assword astalavista asterix astonmartin astros athlon atlanta atlantis atomic
auburn auckland2010 audia4 aussie austin austin1 australi avalanch avalon avatar avenger
avrillavigne awesome awo8rx3wa8t azamat azerty azsxdc azsxdcfv azwebitalia babe babes babyblue
babyboy babydoll babyface babygirl babylon babylon5 babylove bacardi bacchus backdoor badass
badboy baddog badger badgirl badman badnaamhere baggins baggio bagira bailey1 baller balloon
balloons balls bambam bamboo banana bananas banane bandit bang bangkok banker banner banshee
banzai barbados barbie barcelon barcelona barefoot barkley barney barsik bartman baseball
baseball1 basket basketba basketball1 batman batman1 bayern bcfields beaches beagle beamer beaner
beanie bear bearcat beast beast1 beastie beatle beatles beautifu beauty beaver beavis beckham
beefcake beemer beer beetle bella1 benfica bengals beowulf beretta berlin bhbirf bicycle bigass
bigballs bigbear bigbird bigblue bigboy bigbutt bigdaddy bigdog bigfoot biggie biggles bigguy
bigmac bigman bigmike bigmoney bigone bigred bigtime bigtit bikini bilbo billy1 billybob billyboy
bimmer bing bingo bingo1 binladen birdie birdman birthday100 birthday299 biscuit biteme bizkit
blabla black1 blackbir blackcat blackdog blackdragon blackhaw blackie blackjac blackjack blackout
blacks blacky blade bladerunner blades blahblah blaster blaze blazer blessed blessing blink182
blizzard blonde blondes blondie blowme bltynbabrfwbz blue blue123 blue22 bluebird blueboy bluedog
blueeyes bluefish bluemoon blues bluesky bob123 bobafett bobby1 bobcat bobdylan boeing bogart
bogdan bogey bohica bollox bomber bond007 bonehead boner bones bonjour bonjovi bonkers bonsai
booger boogie bookworm boomboom boomer bootie boots boricua borussia bosco bossman boston bounce
bowler bowling boxing boxster boy4u2ownnyc bpgjldsgjldthnf br0d3r br549 brando brandon1 brandy
brasil braves brazil breast breasts breeze brian1 brighton bristol britney bronco broncos brooklyn
brownie browns brucelee bruins brutus bubba bubba1 bubbas bubble bubbles bucket buckeye buckeyes
buckshot buddah buddha buddie buddy buddy1 budlight budman budweise buffalo buffett buffy1 bugger
builder bull bulldog bulldog1 bulldogs bullet bullfrog bulls bullseye bunghole bunny bunny1 burger
businessbabe buster buster1 butch butter buttercu butterfl butterfly butthead butthole buttman
buttons buzzard byajhvfnbrf byteme cabbage cactus cadillac caesar calgary calico caliente californ
california1 caligula camaro cambiami camel camelot camels cameltoe cameron cameron1 camper canada
cancer cancun candle candyman cannabis canon cantona capone capslock captain caramel caravan
cardinal carlito carlitos carolina carpedie carpet carrera carrot cartman cartoon casanova caserta
casey1 casino casper cassie cat123 catch22 catdog catfish catherin catman cats cavalier caveman
cbr600 ccbill cdtnkfyf cegthgfhjkm celeron celica celine celtic celtics ceng cerberus cessna
cfitymrf cgfhnfr chai chainsaw champ champion champs changeme chao chaos charger chargers charles1
charli charlie charlie1 charlott charlton charly charmed chaser cheater cheburashka checkers
cheech cheeks cheerleaers cheers cheese cheese1 cheetah chelsea chelsea1 cherokee cherry
chessmaster chester chester1 chevelle chevrole chevrolet chevy chevy1 chewie cheyenne chicago
chicago1 chichi chicken chicken1 chickens chickenwing101 chicks chico chiefs chimera chinook
chipper chippy chivas chloe1 chocolat chopper chou chris1 chrisbln chrissy christ christia
christin christop christopher1 chrome chronic chrono chrysler chuai chuang chubby chuckie chuckles
chucky chui chunky chuo ciccio cicero cigars cinder cinnamon cjdthitycndj cjkysirj cjkywt clancy
clapton clarinet classic claudi claymore clemson clevelan clipper cloud9 clouds clover clubpenguin
cobalt cobra cobra1 cocacola cocaine coconut coffee cohiba coke coldbeer colombia colorado colors
colt45 coltrane combat123654 comet comicbookdb commando compaq computadora compute computer
concrete condom condor cong congty connect connor consumer contortionist cookie cookies cooldude
cooler coolguy coolio coolman coolness cooter copper corleone corona corperfmonsy corrado
correcthorsebatterystaple corsair corvette cosmic cosmo cosmos cosworth cougar cougars
counterstrike cowboy cowboy1 cowboys cowboys1 coyote cracker crazy1 crazybab creampie creamy
creative cricket crimson critter crjhgbjy cruise cruiser crunch crusader crysis crystal1
ctdfcnjgjkm cthulhu cthutq cubbies cubswin cuddles cupcake curious custom cutlass cutter cxfcnmt
cxfcnmttcnm cyber cyberonline cyclone cyclops cyjdsvujljv cypress daddy1 daemon daewoo dagger
daily daisy1 dakota dalejr dallas dallas1 dammit damnit danang dancer dang danger danie daniel1
daniil danila danni danny1 dannyboy danzig darkman darkness darkside darkstar david1 davide davids
dawg daytona dbrnjh dbrnjhbz deadhead deadman deadpool death1 deejay deepthroat deeznuts deeznutz
defender defiant deftones delete delphi delta delta1 deluxe denali deng deniska depeche
depechemode desert designer desire deskjet destiny detroit deutsch deutschland devil devil666
devildog devildriver devilmaycry devilmaycry4 devils dexter dfcbkbq dfkthbz dfkthf dfktynbyf
dfvgbh dharma dhjnvytyjub diablo dialog diamond diamond1 diamonds diao diehard diesel dietcoke
dieter digger diggler digital digital1 digitalprodu dilbert dilligaf dima dinamo ding dingdong
dinosaur dirtbike discover disney diver divine dkflbckfd dkflbdjcnjr dkflbvbh dkflbvbhjdbx
dkflbvbhjdyf doberman doctor dodge1 dodger dodgeram dodgers dog123 dogfood dogg doggie doggy
doghouse dogman dogphil3650 dogs doitac doitnow dollar dolphin dolphin1 dolphins domainlock2005
domino donkey donuts doobie doodle doogie dookie dotcom doughboy dracula drago dragon dragon1
dragon12 dragonba dragonball dragonballz dragons dragoon dreamer dreams driver drizzt droopy
drowssap drpepper drumandbass drummer dthjybrf duan dublin ducati duchess duck dumbass durango
duster dutchess eagle eagle1 eagles eagles1 eastside eastwood eatme eclipse eddie1 eduard edward1
eeyore einstein ejaculation ekaterina ekaterina20 eldorado electra electric electron element
elephant elizabet elizaveta elvis1 emerald emily1 eminem empire emyeuanh engage engineer enigma
enter enter1 enterpri enterprise entropy eraser ericsson escort eternal eternity eureka europa
evanescence everest everton excalibu exigen exigent exodus explorer express extreme eybdthcbntn
fabie fabric falcon falcons fallen fallenangel fallout fang fantasy farscape farside fart fastball
faster fatass fatboy fatcat fatman fcbarcelona feather fender feng fergie fernand ferrari ferrari1
ferret fester fetish fghtkm fgjrfkbgcbc fgtkmcby ficken fiesta figaro fighter filter finalfantasy
finger fire fireball firebird firefighter firefly firefox fireman firestarter firstone123 fish
fishes fishing fishing1 fisting fitness fkmnthyfnbdf fktrcfylh fktrcfylhf fktrcfylhjd
fktrcfylhjdbx fktrcfylhjdf fktrcfylhjdyf fktrctq flames flamingo flash flash1 flatron fletch
flexible flipper floppy florian florida florida1 flounder flower fluffy flvbybcnhfnjh flyboy
flyers foobar footbal football football1 football123 fordf150 forest forever forfun formula
formula1 fortuna foryou fossil foxtrot francesc frank1 franky freaks freaky freckles freddy
frederiksberg freedom freedom1 freepass freeuser freeway friday fright frisco frisky frodo frog
frogger froggy fromvermine front242 frontier frosty fubar fufnfrhbcnb fugazi fulham funtime fusion
futbol fuzzy fyfcnfcbz fyfnjkmtdbx fyfnjkmtdyf fylhtq fynfyfyfhbde fytxrf fyutkbyf gabrie gabriel1
gabriell gadget galatasaray galaxy galina galore gambit gamecube gameover gandalf gandalf1 gangsta
gangster garden garfield gargoyle gateway gateway1 gator gator1 gatorade gators gawker gbpltw
gegcbr geheim gemini generic genesis geng genius george1 geronimo gesperrt getmoney getsome
gfhfvgfvgfv gfhjkm gfhjkm1 gfhjkm123 gfhjkmgfhjkm ghbdtn ghbdtnbr ghbdtnghbdtn ghbdtnrfrltkf
ghblehjr ghetto ghhh47hj764 ghhh47hj7649 ghjcnbnenrf ghjcnj ghjcnjgbpltw ghjcnjgfhjkm ghjcnjghjcnj
ghjcnjnfr ghjcnjqgfhjkm ghjcnjrdfibyj ghjcnjrdfif ghjnbdjcnjzybt ghjrehfnehf ghjuhfvvbcn ghost
ghostrider giants ginger ginger1 giorgi girls gizmo gizmo1 gizmodo gjkbyf gjkysqgbpltw gjytltkmybr
gladiator gmoney gn56gn56 goalie goaway goblin goblue gobucks goddess godfathe godfather godsmack
godzilla gofish goforit goku golden goldfish goldstar goldwing golf golfball golfer golfer1
golfing goliath gollum gonavy gong gonzo goober goodboy goodluck goodmorning goodtime goofy google
gooner goose gopher gordon24 gorilla gotcha gothic gotohell govols granny grease great1 greatone
greedisgood green1 greenbay greenday greenlantern greens gregor gremlin grendel gretzky griffey
gringo grizzly gromit groove groovy groucho grumpy gsxr750 gthtcnhjqrf gthtrhtcnjr gtnhjpfdjlcr
guai guardian guiness guinness guitar guitar1 gundam gunnar gunner gunners gustav hack hacked
hacker hairy hal9000 halflife halifax hallo hambone hamburg hamish hamlet hammer hammers hamster
handyman hannah hannibal hanoi hansolo happy1 happy123 happyday hardon hardrock harley harley1
harry1 harrypotter havefun hawaii hawaiian hawkeye hawkeyes hayabusa hd764nw5d7e1vb1 hearts heater
heather1 heaven heckfy hedgehog hedimaptfcor heineken hellfire hello hello1 hello123 helloo hellos
hellyeah helmet helpme hendrix herbie hercules hermes hershey hesoyam hidden highland hiphop
hippie hithere hitman hjvfirf hobbes hobbit hockey hockey1 hokies holiday holly1 hollywoo homer1
homers homerun honda honda1 hondas honey1 hongkong hoosier hoosiers hooter hootie hopeful horizon
horndog hornet horney horse horses hotbox hotboy hotdog hotred hotrod hotshot hotstuff hottie
house1 hover htubcnhfwbz huai hummer hunter hunter1 hunting hurrican husker huskers huskies
hustler hyperion iamgod iampurehaha2 ib6ub9 ibanez iceberg icecream iceman idontkno idontknow
iforgot igor iguana ihateyou illini illusion ilovemyfamily ilovemylife ilovemyself iloveu iloveyo
iloveyou iloveyou123 immortal impala incubus indiana indians indigo inferno infiniti infinity
ingodwetrust insane insert installdevic installsqlst installutil integra intel intelinside
intercourse internet intrepid intruder inuyasha iomega ipswich irina irish1 ironman iscool
iseedeadpeople istanbul italia ivanov ivanova iverson iwantu jabroni jackal jackass jackdaniels
jackoff jackpot jackson1 jackson5 jacob1 jagger jaguar jamaica james007 james1 jamesbon jamesbond
jamesbond007 jamie1 jammer jammin jarhead jasmine jasmine1 jason1 jasper java jaybird jayden
jayhawk jayhawks jazzman jedi jeep jenn jenny1 jericho jerkoff jessic jessica1 jester jesus1
jesuschrist jesusislord jethro jetski jewels jiang jimbo jimbob jimmy1 jing jiong jktymrf
jlbyjxtcndj jockey johann johannes john316 johnboy joker joker1 jokers jones1 jordan jordan1
jordan23 joshua1 jrcfyf juggalo juice jumper junebug jungle junior jupiter just4fun just4me
justdoit justice justin1 justinbiebe justinbieber justme juventus kahuna kakashka kaktus
kamelia2011 kamikaze kangaroo kansas karate karina karolina kashmir kasper katana katerina katie1
katrin kawasaki kcj9wx5n keeper kelly1 kenshin kenwood kenworth kevin1 keyboard keystone keywest
khongbiet khongcopass khongnho kickass kicker killbill killer killer1 killers killme kilroy
kingfish kingkong kingpin kingston kinky kipper kirill kisses kissme kitkat kitten kitty kitty1
kittycat kittykat klaster kleopatra klingon knickerless knickers knicks knights knockers knopka
kodiak kolobok kool korn koshka kosmos kostya kotaku kotenok krishna ktyjxrf kume kungfu labrador
labtec lacrosse ladybug laguna lakers lakota lamborghini lancelot lancer lansing laptop larisa
laser lassie lasvegas latinas latino laurent leather leavemealone ledzep ledzeppelin legacy legend
legion legolas leng lennon leonid leopard lespaul lestat letmein letmein1 letmein2 letmeinnow
letsgo lexmark lexus lfplhfgthvf lhbjkjubz2957704 liang liao liberty lick licker lickit lickme
lifehack lighter lightnin lightning lights linda1 lineage2 lion lionking liquid littleminge
liverpoo liverpool liverpoolfc lizard lkjhgfdsazx lobster loco logan1 logitech lokomotiv lol123
lolipop lollipop lollol london lonestar lonewolf longhorn looker looser loser losers
lost4815162342 lotus love love1 love12 love123 love69 loveforever loveit lovely loveme lover
lover1 loverboy lovers loveyou lowrider ltybcrf luan luansantana lucifer lucky lucky1 lucky13
lucky7 luckydog ludmila lust lvbnhbq lytghjgtnhjdcr ma123123123 macdaddy machine macross maddie
maddog madina madison madison1 madman madmax madness madonna maestro maggie maggie1 maggot magic
magic1 magick magicman magnum magnus magpie maiden mailcreated5240 mailman majestic makaveli
maksim malaka malibu malina mallard mamapapa manchest manchester manchester1 mancity mandarin
mandingo mango mangust6403 maniac manowar manson mantis manutd mapet123456 maprchem56458 maradona
marathon maria1 marika marina marine marine1 mariners marines marino marino13 marius marker
markhegarty marlboro marley martin1 martini maryjane massimiliano massive maste master master1
masterbaiting masterbating masterchief matador matkhau matrix matteo matthew1 mature
maurolarastefy maverick max123 maxell maxim maxima maximus maxwell maxx mayday mayhem mazafaka
mazda mclaren meatball meathead meatloaf mechanic medusa megadeth megaman megapass megatron
meister melissa1 mellon mellow memorex memphis menace meng meowmeow mephisto mercedes mercury
meridian merlin merlot mermaid mersedes metallic metallica mets mevefalkcakk mexico miami mian
miao michae michael1 michaeljackson michigan mickey mickey1 mickeymouse microlab micron microphone
microsof microsoft midget midnight midway mighty mikey mikey1 milana milano milena milkman
millwall minecraft minecraft123 minime minnesotahp mirage misfit mishka missy1 mister mistress
misty1 mittens mnbvcxz modena mojo molly1 mollydog moloko molson momoney monaco monalisa monarch
monday mondeo money money1 moneyman moneys mongoose monitor monke monkey monkey1 monkey12 monkeys
monopoly monster monster1 montana montgom240 montreal moocow mookie moomoo moonlight moose moose1
morgan1 morganstanley moritz morpheus mortalkombat mortgage mortimer moscow mother motherlode
motorola mountain mouse mouse1 mozart msorcloledbr mulder mullet multiplelo multiplelog munchkin
muppet musashi muscle mushroom music1 musica musicman mustafa mustang mustang1 mustangs mustard
mybaby mylife mylove myname mypass mystic napass napoli napster naruto nascar nasty nasty1 nastya
natali natasha naughty ncc1701 ncc1701a ncc1701d ncc1701e ne1469 nebraska necromancer needforspeed
nemesis nemvxyheqdd5oqxyxyzi neng neptune netscape networkingpe nevada nevergiveup neverwinter
newbie newcastl newlife newpass newpass6 newpassword newport newproject2004 newyork newyork1
nfnmzyf nguoidung nhanvien nhecsyfujkjdt nhfdvfnjkju123 nhfycajhvths niao nickel nicola nicole1
nightcrawler nike nikita nikola nikolay nimbus nimrod niners ning ninja ninjas nintendo nipper
nipple nipples nirvana nissan nitram nofear nokia nokia6300 nolimit nomore nondriversig nong
noodle noodles nookie nopass novell ntktajy nuan nudist nugget nuggets number1 nuttertools
nwo4life nyjets nylons nymets oakland oasis obiwan oblivion oceans ohyeah oicu812 oilers oksana
olcrackmaster oldman oleg oliver oliver1 olivier omega omega1 omgkremidia onelove onetime
onetwothree online onlyme ontheoutside openup operator optimus oracle orange orange1 oranges
orchid orioles orion orion1 oscar1 osiris othello ou812 ou8122 outkast outlaw overkill overlord
oxford p0015123 p030710pe4o pa55w0rd pa55word pacers packard packer packers packers1 pacman padres
paintbal paintball pakistan paladin paloma panama panasoni panasonic pancho panda pandemonium
pandora pantera panther panther1 panthers pantyhos panzer paradise paradox paraklast1974 parola
parrot pascal pass pass123 pass1234 passat passion passme passport passw0rd passwd passwor
passwor1 password password1 password123 password1234 password2 passwords passwordstandard passwort
patches patrick1 patriot patriots pavilion pdtplf peach peaches peanut peanutbutter peanuts
pearljam pebbles peekaboo peewee pegasus pencil penetrating penetration peng penguin penguins
penny1 penthous pentium pepper pepper1 pepsi pepsi1 persik pervert peter1 peterpan petrov peugeot
phantom pheonix philippe philips phillies philly phish phoeni phoenix phoenix1 photos phpbb pian
pianoman piao picard picasso piccolo pickle pickles pickup pics piglet pikachu pillow pineappl
ping pingpong pinhead pink pinkfloy pinky pioneer pippen piramida pirate pirates pisces pistol
pitbull pizza pizzas planet plastic platinum player playstation playstation2 playstation3 playtime
plumber plymouth pobeda poison poiuyt poiuytrewq pokemon pokemon1 polaris police polina
polniypizdec0211 polniypizdec110211 polo polska pompey poncho pontiac pony poochie poodle pooh
poohbear pookie poontang pooter popcorn popeye poppy porkchop porsche porsche1 porsche9 portland
portugal poseidon possum postal potato pothead powder power1 preacher precious predator prelude
premiumcash presario presto primetime21 primus prince princes princess printer prisonbreak prissy
private privet prodigy prophet proxy psycho ptybnxtvgbjy puddin pudding pufunga7782 pulsar pumpkin
punisher punkin punkrock punksnotdead puppies puppy pupsik purdue purple pussey pussie pussies
putter pyramid python q12345 q123456 q1234567890 q1w2e3 q1w2e3r4 q1w2e3r4t5 q1w2e3r4t5y6
q1w2e3r4t5y6u7 q1w2e3r4t5y6u7i8 q1w2e3r4t5y6u7i8o9p0 q2w3e4r5 qawsed qawsedrf qawsedrftgyh qaz123
qaz123wsx456 qazqaz qazwsx qazwsx1 qazwsx12 qazwsx123 qazwsx12345 qazwsxed qazwsxedc qazwsxedc12
qazwsxedc123 qazwsxedcrfv qazwsxedcrfvtgb qazxsw qazxswedc qazxswedc123 qazxswedcvfr qazzaq qiang
qiao qing qiong qq123456789 qqq111 quan quantri quantrivien quantum quartz quattro queenas8151
queens quest quicksilver qwaszx qwaszxerdfcv qwe123 qweasd qweasd123 qweasdzxc qweasdzxc123 qweqwe
qwer123 qwer1234 qwerasdf qwerasdfzxcv qwert qwert1 qwert123 qwertasdfgzxcvb qwerty qwerty1
qwerty12 qwerty123 qwerty1234 qwerty12345 qwerty123456 qwerty123456789 qwertyasdfgh qwertyu
qwertyui qwertyuio qwertyuiop qwertyuiop1 qwertyuiop10 qwertyuiop12 qwertyuiop123 qwertyuiop12345
qwertyytrewq qwertz r2d2c3po rabbit rabota racecar racer racerx rachel1 racing ragnarok raider
raiders raiders1 rainbow rainbow6 rainman raistlin rambler rambo rammstein ramones ramses rancid
random ranger ranger1 rangers rangers1 raptor rascal rasdzv3 rasputin rasta rastaman raven raven1
ravens razz rbhbkk rctybz reader realmadrid reaper rebecca1 rebel rebel1 rebels red123 redalert
redbull reddog redfish redhead redhot redline redman redneck redrum reds redskins redsox redwing
redwings redwood reebok reefer renault renegade reng rereirf rescue residentevil retard
rfgecnfcerf rfhbyf rfkmrekznjh rfnthbyf rfnthbyf1988 rfrfirf rfrnec rhbcnbyf rhbcnbyjxrf rhfcjnrf
rhino rhtdtlrj richard1 rightnow ripken ripper ripple rjirfrgbde rjntyjr rjycnbnewbz rjycnfynby
roadkill roadking roadrunn robert1 robotech rocker rocket rockets rockford rockhard rockon rocks
rockstar rocky1 rodman roller rolltide romashka rommel ronaldo rong rookie rooster rootbeer
rosebud rotten route66 rover rovers royals rtyuehe ruan rubber rulez rulezzz runescape runner
rush2112 ruslan russia rustam rusty1 sabbath sabine sabres sadie1 safari saigon sailboat sailing
sailor saints sakura salamander salasana saleen sally1 salmon salomon salsero samantha samiam
sammy1 samson samsung samsung1 samtron samurai sancho sandiego sandman sandro sandy1 sanfran
sanfrancisco sapper sapphire sarah1 saratoga sascha sasha1 sassy sasuke satan satan666 satana
sataniv1993 saturn saun saun24865709 sauron sausage sayang scania scanner scarface scarlet
schoolgirlie scooby scoobydo scooter scooter1 scorpio scorpio1 scorpion scotch scotland scott1
scotty scout scream scruffy scuba scully seahawks seamus searay seattle sebastia secret secret1
security seeker seemnemaailm seinfeld select seminole semperfi seng sentinel septembe serega
serendipity serenity sergei sergey sergi sersolution server sesame seven7 shado shadow shadow1
shaggy shai shalom shaman shamrock shaney14 shang shania shannon1 shaolin shark sharks sharky
shasta shaved shazam shei shelby shemale sherlock shiloh shiner shogun shooter shorty shotgun shou
showme showtime shuang shun shuo shutup siemens sierra silver silver1 silverad simba simon1 simple
simpsons sinatra sinbad sinister sinner sirius sithlord sixers skate skater skeeter skidoo skiing
skinny skipper skippy skittles skorpion skydive skylar skyler skyline skywalke skywalker slacker
slapper slappy slapshot slave slave1 slayer sleepy slick slider slim slinky slipknot slipknot666
slippery smashing smeghead smegma smelly smiles smiley smiths smitty smoke smoker smokes smokey
smokie smokin smooth smudge smut snake snake1 snakes snapon snapper snapple snatch sneakers
snickers sniper snooker snoop snoopdog snoopy snowball snowboar snowman snuffy snuggles sobaka
soccer soccer1 socrates softball software sojdlg123aljg soldier soleil solnce sommer sonic sonics
sonnenschein sonoma sony sonyericsson sooners sophi sophie soso123aljg soulmate southpar southpark
spaceman sparkle sparky sparky1 sparta spartak spartak1922 spartan spartans spawn speaker
specialinsta specialk spectre spectrum speedo speedy spencer1 spice spider spiderma spiderman
spidey spike spike1 spinner spirit spitfire splash splinter sponge spongebob spooky spring sprint
sprite spunky spurs spurs1 sputnik spyder squall squash squirrel srinivas stalin stalker stallion
star star69 starbuck starcraf starcraft stardust starfire starfish stargate starman starship
starter startrek starwars static stealth steamforums steeler steelers stefano steph stephani
stereo sterlin steve1 stickdaddy77 sticks sticky stimpy sting stinger stingray stinky stinkyfinger
stocking stocks stonecol stonecold stoned stones stoney storm stormy stranger stratocaster strider
strike striker stripper stud studioworks studly stumpy stunner stupid suan subaru sublime subway
subzero success sugar sultan summer summer1 summit sundance sunday sundaypunch sunflowe sunflower
sunnyday sunrise sunset sunshin sunshine super super1 super123 superfly superman superman1
superman123 supermanboy supersta superstar surf surfer surfing suzuki sveta svetik svetlana
svoboda swallow sweet1 sweetpea sweets sweety swimmer swimming swinger swingers sword swordfis
swordfish swords sydney syncmaster syracuse systemofadown syzygy t34vfrc1991 tacobell tacoma
tadmichaels taikhoan talisman talon tango tanker tardis target tarheel tarheels tarzan tattoo
tatyana taurus taylor1 tazman tazmania tdutybq tdutybz teacher technics techno teddy1 teddybea
teddybear teen teens tekken telefon temp temp123 tempest templar temppassword teng tennis tequila
terminator terrapin terror test test1 test123 test1234 tester testing texas1 thailand thanatos
thankyou theboss thecakeisalie thecat thedog thedoors thedude theend thegame thegreat thekid
theking theman theone therock thesims thirteen thoma thomas1 thongs thor thuglife thumbs thumper
thunder thunder1 thunderb thunderbird thx1138 tian tiberius ticketmaster tickle tiffany1 tiger
tiger1 tigers tigger tigger1 tights timber ting tinker tinkerbell tinman tintin titanic titanium
titans titleist titten titties titty tolkien tomato tomcat tommy1 tommyboy toolman toon tootsie
topcat topdog topgun topher topper tornado toronto toshiba tottenha tottenham toyota tracker
tractor trader trainer trance transam translator trapper travel traveler treasure trebor trfnthbyf
triangle tricky trident trigger trinity triton triumph trixie trojan trojans trombone trooper
trouble truck trucker trucks truelove trumpet trunks trustno1 tsunami tuesday tulips tunafish
tundra tupacshakur turbo turbo1 turkey turkey50 turtle tweety twilight twinkle twisted twister
tyler1 typhoon ublhjgjybrf ufhhbgjnnth ufkbyf ujkjdjkjvrf ultima ultimate umbrella underdog
undertaker unicorn unreal usa123 usarmy usmc usnavy utopia vacation vader vadim valentin valentina
valera valhalla valkyrie vampire vanhalen vanilla vanyarespekt vasilisa vector vectra vedder
vegeta velvet venera venom121293 verbatim veritas vermont veronika vertigo verygoodbot vette
vfczyz vfhbyf vfhbyfvfhbyf vfhecz vfhufhbnf vfksirf vfrcbv vfrcbvrf vfrcbvvfrcbv vfvekz vfvfgfgf
vfvfgfgf123 vfvfvskfhfve vfvjxrf vh5150 viagra victory vietnam viewsonic viking vikings viktor
viktoria violetta viper viper1 vipers virgin vision vitalik vkontakte vladik vladimir vladimirovna
vladislav volley volvo voodoo vortex voyager voyeur vulcan walleye walmart walnut walrus wapbbs
warcraft wareagle warhammer warhammer40k warlock warlord warrior warriors warthog wasser wassup
watcher waterloo wazzkaprivet wcrfxtvgbjy weasel webmaste webmaster websolutions websolutionssu
webuivalidat weed weezer weihnachten weihnachtsbau weihnachtsbaum welcome welcome1 welder weng
werewolf westham westside westwood wethepeople whatever whatsup whatthehell wheels whiskers
whiskey whisky whisper whitesox whitey whocares whosyourdaddy whynot wibble wicked wildcat
wildcats wildfire wildman william1 willow windows windsor winner winnipeg261 winston winston1
winter wisdom wishbone wizard wolf359 wolfgang wolfie wolfman wolfpack wolverin wolverine wolves
wombat wonderwoman woody woody1 woofwoof woohoo wookie wordpass wraith wrangler wrestle wrestlin
wrinkle1 writerspace wutang xanadu xavier xbox360 xerxes xfiles xiang xinchao xpressmusic xtreme
xxx123 xxxp455w0rd5 xxxpass xyz123 yamaha yankee yankees yankees1 ybrbnf ybrjkfq yeahbaby yellow
yfcntymrf yfnfif yfnfkmz yjdsqgfhjkm yoda yomama yosemite yourmom ytrewq yzerman z1x2c3 z1x2c3v4
z1x2c3v4b5n6m7 zang zaphod zappa zaq123 zaq12wsx zaq1xsw2 zaq1xsw2cde3 zaqwsx zaqwsxcderfv zaqxsw
zaraza zcfvfzkexifz zcxfcnkbdfz zenith zeppelin zerocool zeus zhai zhei zheng zhong zhou zhuai
zhuang zhui zhun zidane ziggy zigzag zipper zippy zombie zorro zqjphsyf6ctifgu zvezda zx123456789
zxasqw12 zxc123 zxcasd zxcasdqwe zxcasdqwe123 zxcv1234 zxcvbn zxcvbn123456 zxcvbnm zxcvbnm1
zxcvbnm123456789)";

std::unordered_set<std::string_view> words_of(std::string_view text) {
  std::unordered_set<std::string_view> words;
  constexpr std::string_view blanks = " \n";
  for (auto begin = text.find_first_not_of(blanks); begin != std::string_view::npos;) {
    const auto end = std::min(text.find_first_of(blanks, begin), text.size());
    words.insert(text.substr(begin, end - begin));
    begin = text.find_first_not_of(blanks, end);
  }
  return words;
}

}  // namespace

bool is_common_password(std::string_view folded) {
  static const auto words = words_of(list);
  return words.contains(folded);
}

}  // namespace identity
