"""cmake/page.py PAGE_FOLDER OUTPUT.cpp: the built page as bytes of the program.

`.incbin` of the assembler takes files as they are, in no time, where a C++ literal of megabytes would take minutes. The sum of
the bytes is written into the source, so that a compiler cache sees when they change. Without a page the list is empty.
"""
import hashlib
import os
import sys

folder, output = sys.argv[1:]
names = sorted(os.path.relpath(os.path.join(where, name), folder) for where, _, files in os.walk(folder) for name in files)
digest = hashlib.sha256()
for name in names:
    digest.update(name.encode() + b"\0" + open(os.path.join(folder, name), "rb").read())

lines = [f"// {digest.hexdigest()}", '#include "app/embedded_page.hpp"']
for number, name in enumerate(names):
    path = os.path.abspath(os.path.join(folder, name))
    lines.append(f'asm(".pushsection .rodata\\n.global page_{number}\\npage_{number}:\\n.incbin \\"{path}\\"\\n.global page_{number}_end\\npage_{number}_end:\\n.byte 0\\n.popsection");')
    lines.append(f'extern "C" const char page_{number}[], page_{number}_end[];')
lines.append("namespace embedded {")
lines.append("std::map<std::string, std::string, std::less<>> page() {")
lines.append("  std::map<std::string, std::string, std::less<>> files;")
lines += [f'  files.emplace("{name}", std::string(page_{number}, page_{number}_end));' for number, name in enumerate(names)]
lines += ["  return files;", "}", "}"]
with open(output, "w", encoding="utf-8") as file:
    file.write("\n".join(lines) + "\n")
