#include "app/commands/commands.hpp"

int main(int count, char** arguments) {
  return app::run_command(count, arguments);
}
