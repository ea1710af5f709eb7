// The Debian package: what is in it and with which rights, that its settings are the reference's, that its unit is
// hardened, and that what it installs runs. Made anew by bin/package from the release binary.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { repository } from '../harness/contract.mjs';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'portal-test-package-'));
const root = path.join(folder, 'root');
const installed = (file) => path.join(root, file);
const read = (file) => fs.readFileSync(installed(file), 'utf8');
const source = (file) => fs.readFileSync(path.join(repository, file), 'utf8');
const settingsFile = 'etc/partner-portal/partner-portal.toml';
const documents = 'usr/share/doc/partner-portal';

function run(file, args, options = {}) {
  const done = spawnSync(file, args, { encoding: 'utf8', cwd: repository, timeout: 120_000, ...options });
  if (done.error) throw done.error;
  return done;
}

function output(file, args, options) {
  const { status, stdout, stderr } = run(file, args, options);
  assert.equal(status, 0, `${file} ${args.join(' ')}: ${stderr}${stdout}`);
  return stdout;
}

/** The installed program, with a clean environment and an empty data folder. */
function portal(args, options) {
  const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('PORTAL_')));
  return run(installed('usr/bin/partner-portal'), args, { env: environment, ...options });
}

function check(file) {
  return portal(['config', 'check', '--config', file, '--data', path.join(folder, 'data')]);
}

/** `name = value` lines of what `config check` prints, or of the settings file. */
function settingsIn(text) {
  return new Map([...text.matchAll(/^#?([a-z_.]+) = (.*)$/gm)].map(([, name, value]) => [name, value]));
}

describe('the Debian package', () => {
  let file = '';
  let control = {};

  before(() => {
    file = path.join(repository, output('bin/package', []).trim().split('\n').pop());
    output('dpkg-deb', ['--extract', file, root]);
    output('dpkg-deb', ['--control', file, path.join(folder, 'control')]);
    const fields = fs.readFileSync(path.join(folder, 'control/control'), 'utf8').matchAll(/^([A-Z][A-Za-z-]*): (.*)$/gm);
    control = Object.fromEntries([...fields].map(([, name, value]) => [name, value]));
  });
  after(() => { fs.rmSync(folder, { recursive: true, force: true }); });

  test('says what it is and what it needs', () => {
    const version = portal(['--version']).stdout.trim();
    assert.match(version, /^\d+\.\d+\.\d+$/);
    assert.equal(control.Package, 'partner-portal');
    assert.equal(control.Version, version);
    assert.equal(control.Architecture, output('dpkg', ['--print-architecture']).trim());
    for (const field of ['Maintainer', 'Section', 'Priority', 'Description', 'Installed-Size']) assert.ok(control[field], field);
    const needed = control.Depends.split(', ').map((each) => each.split(' ')[0]);
    for (const name of ['libc6', 'libpq5', 'libsodium23', 'liboath0', 'libpango-1.0-0', 'libcairo2', 'adduser', 'ca-certificates', 'tzdata']) assert.ok(needed.includes(name), `Depends on ${name}`);
    assert.equal(source('CMakeLists.txt').match(/VERSION (\d+\.\d+\.\d+)/)[1], version);
    assert.ok(source('CHANGELOG.md').includes(`## ${version}`), 'the change log knows this version');
  });

  test('holds these files with these rights and no others', () => {
    const contents = new Map(output('dpkg-deb', ['--contents', file]).trim().split('\n').map((line) => {
      const [mode, owner, , , , ...name] = line.split(/\s+/);
      return [name.join(' ').replace(/^\.\//, ''), { mode, owner }];
    }));
    for (const [name, { mode, owner }] of contents) {
      assert.equal(owner, 'root/root', name);
      const expected = name.endsWith('/') || name === '' ? 'drwxr-xr-x'
        : name === 'usr/bin/partner-portal' ? '-rwxr-xr-x' : name === settingsFile ? '-rw-r-----' : '-rw-r--r--';
      assert.equal(mode, expected, name);
    }
    const own = [...contents.keys()].filter((name) => !name.endsWith('/') && name !== ''
      && !name.startsWith(`${documents}/licences/`)).sort();
    const pages = fs.readdirSync(path.join(repository, 'docs/operating')).map((page) => `${documents}/${page}`);
    assert.deepEqual(own, [
      settingsFile, 'lib/systemd/system/partner-portal.service', 'usr/bin/partner-portal', ...pages,
      ...['changelog.gz', 'copyright', 'examples/Caddyfile', 'examples/haproxy.cfg', 'examples/nginx.conf', 'sbom.txt'].map((name) => `${documents}/${name}`),
    ].sort());
    output('md5sum', ['--check', '--quiet', path.join(folder, 'control/md5sums')], { cwd: root });
  });

  test('has scripts that a shell takes, and settings that an upgrade keeps', () => {
    const names = fs.readdirSync(path.join(folder, 'control')).sort();
    assert.deepEqual(names, ['conffiles', 'control', 'md5sums', 'postinst', 'postrm', 'prerm']);
    assert.equal(fs.readFileSync(path.join(folder, 'control/conffiles'), 'utf8'), `/${settingsFile}\n`);
    for (const name of ['postinst', 'postrm', 'prerm']) {
      const script = path.join(folder, 'control', name);
      assert.equal(fs.statSync(script).mode & 0o777, 0o755, name);
      output('sh', ['-n', script]);
      assert.match(fs.readFileSync(script, 'utf8'), /^set -e$/m, name);
    }
  });

  test('says whose work is in it: the notice, and a licence for all that is compiled in', () => {
    assert.equal(read(`${documents}/copyright`), source('NOTICE'));
    const compiled = read(`${documents}/sbom.txt`).split('Compiled in')[1].split('\n\n')[0].split('\n').slice(1);
    const names = compiled.filter(Boolean).map((line) => line.split(' ')[0]);
    assert.ok(names.includes('libboost1.81-dev') && names.includes('libcli11-dev') && names.includes('fonts-noto-core'), compiled.join('\n'));
    assert.deepEqual(fs.readdirSync(installed(`${documents}/licences`)).sort(), [...names.map((name) => `${name}.gz`), 'page.gz'].sort());
    assert.match(output('gzip', ['-dc', installed(`${documents}/changelog.gz`)]), /^# Changes/);
  });

  test('holds the page whole, and says what it is built from', () => {
    const program = fs.readFileSync(installed('usr/bin/partner-portal'));
    const page = path.join(repository, 'web/dist');
    const files = fs.readdirSync(page, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    assert.ok(files.length > 20);
    for (const { parentPath, path: folder, name } of files) assert.ok(program.includes(fs.readFileSync(path.join(parentPath ?? folder, name))), name);
    const bill = read(`${documents}/sbom.txt`).split('In the page')[1].split('\n').slice(1).filter(Boolean);
    const { packages } = JSON.parse(source('web/package-lock.json'));
    const { dependencies = {} } = packages[''];
    const licences = output('gzip', ['-dc', installed(`${documents}/licences/page.gz`)]);
    for (const name of Object.keys(dependencies)) {
      const line = bill.find((each) => each.startsWith(`${name} ${packages[`node_modules/${name}`].version} (`));
      assert.ok(line && licences.includes(line), name);
    }
    for (const name of Object.keys(packages[''].devDependencies ?? {})) assert.ok(!bill.some((line) => line.startsWith(`${name} `)), name);
  });

  test('is linked with what its bill of materials says', () => {
    const bill = read(`${documents}/sbom.txt`).split('Linked at run time')[1].split('\n\n')[0];
    const needed = [...output('ldd', [installed('usr/bin/partner-portal')]).matchAll(/=> (\/\S+)/g)].map(([, library]) => library);
    assert.ok(needed.length > 10);
    // A library is known by its path before or after /lib became /usr/lib.
    const asked = needed.flatMap((library) => [library, library.startsWith('/usr/') ? library.slice(4) : `/usr${library}`]);
    const owners = [...run('dpkg', ['-S', ...asked]).stdout.matchAll(/^([^:,]+).*: (\/\S+)$/gm)];
    for (const library of needed) {
      const owner = owners.find(([, , owned]) => owned === library || owned === `/usr${library}` || `/usr${owned}` === library)?.[1];
      assert.ok(owner && bill.includes(`\n${owner} `), `${owner}, of ${library}`);
    }
  });

  test('comes with settings that stand at their defaults, each as the reference has it', () => {
    const text = read(settingsFile);
    assert.deepEqual(text.split('\n').filter((line) => line && !line.startsWith('#')), ['data = "/var/lib/partner-portal"']);
    const shipped = check(installed(settingsFile));
    assert.equal(shipped.status, 0, shipped.stderr);
    assert.equal(shipped.stderr, '');
    assert.match(shipped.stdout, /^the database: none yet/m);

    const reference = portal(['config', 'check', '--markdown']).stdout;
    assert.equal(source('docs/operating/configuration.md'), reference, 'renew docs/operating/configuration.md');
    const names = [...reference.matchAll(/^\| `([a-z_.]+)` \|/gm)].map(([, name]) => name);
    assert.deepEqual([...settingsIn(text).keys()], names);

    // Every line set, as an administrator would: nothing is refused and nothing changes.
    const set = path.join(folder, 'set.toml');
    fs.writeFileSync(set, text.replace(/^#([a-z_.]+ = )/gm, '$1'));
    const changed = check(set);
    assert.equal(changed.status, 0, changed.stderr);
    assert.deepEqual(settingsIn(changed.stdout), settingsIn(shipped.stdout));
    fs.writeFileSync(set, `${text}\nno_such_setting = 1\n`);
    assert.equal(check(set).status, 1);
  });

  test('has a unit of its own user that may next to nothing', () => {
    const unit = read('lib/systemd/system/partner-portal.service');
    const start = /^ExecStart=(\S+) serve --config (\S+)$/m.exec(unit);
    assert.deepEqual(start.slice(1), ['/usr/bin/partner-portal', `/${settingsFile}`]);
    const lines = unit.split('\n');
    for (const line of [
      'User=partner-portal', 'Group=partner-portal', 'UMask=0077', 'StateDirectory=partner-portal', 'StateDirectoryMode=0700',
      'NoNewPrivileges=yes', 'CapabilityBoundingSet=', 'AmbientCapabilities=', 'ProtectSystem=strict', 'ProtectHome=yes', 'PrivateTmp=yes',
      'PrivateDevices=yes', 'PrivateUsers=yes', 'ProtectKernelTunables=yes', 'ProtectKernelModules=yes', 'ProtectKernelLogs=yes',
      'ProtectControlGroups=yes', 'ProtectClock=yes', 'ProtectHostname=yes', 'ProtectProc=invisible', 'LockPersonality=yes',
      'MemoryDenyWriteExecute=yes', 'RestrictNamespaces=yes', 'RestrictRealtime=yes', 'RestrictSUIDSGID=yes', 'LimitCORE=0',
      'RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX', 'SystemCallArchitectures=native', 'SystemCallFilter=@system-service',
    ]) assert.ok(lines.includes(line), `the unit says ${line}`);
  });

  const systemd = run('sh', ['-c', 'command -v systemd-analyze']).status === 0;
  test('has a unit that systemd understands and finds well enclosed', { skip: systemd ? false : 'systemd is not installed' }, () => {
    const unit = installed('lib/systemd/system/partner-portal.service');
    const understood = run('systemd-analyze', ['verify', '--man=no', `--root=${root}`, unit]);
    assert.doesNotMatch(understood.stderr, /partner-portal\.service.*(Unknown|Invalid|Failed to parse|ignoring)/i);
    // 0.0 is the best and 10.0 the worst; it was 1.2 when this was written.
    output('systemd-analyze', ['security', '--offline=yes', '--threshold=15', '--no-pager', unit]);
  });
});
