#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <iterator>
#include <thread>

#include "platform/crypto/crypto.hpp"

namespace crypto {
namespace {

const std::string hex = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

TEST(SecretKey, IsReadFromHexAndBase64) {
  const auto key = SecretKey::parse(hex);
  ASSERT_TRUE(key);
  EXPECT_EQ(key->bytes()[31], 31);
  for (const std::string same : {"000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F",
                                 "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8",
                                 "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="}) {
    ASSERT_TRUE(SecretKey::parse(same)) << same;
    EXPECT_EQ(SecretKey::parse(same)->bytes(), key->bytes()) << same;
  }
  const std::string dashes(42, '-');
  EXPECT_EQ(SecretKey::parse(dashes + "8")->bytes(),
            SecretKey::parse(std::string(42, '+') + "8=")->bytes());
}

TEST(SecretKey, RefusesAnythingElse) {
  for (const std::string& wrong :
       {std::string(), hex.substr(1), hex + "0", hex.substr(0, 63) + "g", std::string(43, '!'),
        std::string(42, 'A'), std::string(44, 'A'), std::string("password"), " " + hex.substr(1)})
    EXPECT_FALSE(SecretKey::parse(wrong)) << wrong;
}

class SecretKeyFile : public testing::Test {
 protected:
  SecretKeyFile()
      : folder_(std::filesystem::temp_directory_path() /
                ("portal-key-test-" + std::to_string(::getpid()))) {
    start();
    std::filesystem::create_directories(folder_);
  }
  ~SecretKeyFile() override { std::filesystem::remove_all(folder_); }

  void put(const std::string& text, mode_t mode) const {
    std::ofstream(file_) << text;
    ::chmod(file_.c_str(), mode);
  }
  SecretKey read() const { return SecretKey::from_file(file_, system_random()); }
  std::string complaint() const {
    try {
      read();
    } catch (const std::runtime_error& error) {
      return error.what();
    }
    return "none";
  }

  std::filesystem::path folder_;
  std::filesystem::path file_ = folder_ / "secret.key";
};

TEST_F(SecretKeyFile, IsMadeOnceAndReadAfterwards) {
  const auto made = read();
  EXPECT_EQ(read().bytes(), made.bytes());
  struct stat state{};
  ASSERT_EQ(::stat(file_.c_str(), &state), 0);
  EXPECT_EQ(state.st_mode & 07777, 0600U);
  // Nothing else is left in the folder.
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder_), {}), 1);
}

TEST_F(SecretKeyFile, TakesItsBytesFromTheRandomnessGiven) {
  const auto random = seeded_random(5);
  const auto again = seeded_random(5);
  const auto made = SecretKey::from_file(file_, *random);
  std::array<std::uint8_t, 32> expected{};
  again->fill(expected.data(), expected.size());
  EXPECT_EQ(made.bytes(), expected);
}

TEST_F(SecretKeyFile, IsOneForAllThatMakeItAtOnce) {
  std::vector<std::string> found(8);
  std::vector<std::thread> threads;
  for (auto& one : found)
    threads.emplace_back([&] {
      const auto bytes = read().bytes();
      one.assign(bytes.begin(), bytes.end());
    });
  for (auto& thread : threads) thread.join();
  EXPECT_THAT(found, testing::Each(found.front()));
}

TEST_F(SecretKeyFile, IsReadWithItsLineEnd) {
  put(hex + "\r\n", 0600);
  EXPECT_EQ(read().bytes(), SecretKey::parse(hex)->bytes());
  ::chmod(file_.c_str(), 0400);
  EXPECT_EQ(read().bytes(), SecretKey::parse(hex)->bytes());
}

TEST_F(SecretKeyFile, IsRefusedWhenOthersCanReadIt) {
  for (const mode_t mode : {0640U, 0604U, 0620U, 0666U}) {
    put(hex, mode);
    EXPECT_THAT(complaint(), testing::HasSubstr("others can read it")) << mode;
  }
}

TEST_F(SecretKeyFile, IsRefusedWhenItIsNoKey) {
  for (const std::string& text : {std::string(), std::string("password"), hex + hex}) {
    put(text, 0600);
    EXPECT_THAT(complaint(), testing::HasSubstr("not 32 bytes")) << text;
  }
  EXPECT_THAT(complaint(), testing::Not(testing::HasSubstr(hex)));
}

TEST_F(SecretKeyFile, IsRefusedWhereItCannotBe) {
  file_ = folder_ / "missing" / "secret.key";
  EXPECT_THAT(complaint(), testing::HasSubstr("cannot be made"));
  file_ = folder_;
  EXPECT_THAT(complaint(), testing::HasSubstr("not a file"));
  file_ = folder_ / "link";
  std::filesystem::create_symlink("/dev/zero", file_);
  EXPECT_THAT(complaint(), testing::HasSubstr("cannot be opened"));
}

}  // namespace
}  // namespace crypto
