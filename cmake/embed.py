#!/usr/bin/env python3
"""Embeds text files into the program.

usage: embed.py SOURCE_DIR OUTPUT_DIR

Writes, only where the content changed (so that Ninja rebuilds little):
  embedded/<room>_queries.hpp   namespace <room>::queries: one `database::Query` per src/<room>/queries/*.sql
  embedded/all_queries.cpp      `embedded::all_queries()`, every query of the program (the tests prepare and count them)
  embedded/files.cpp            `embedded::files()`: migrations, locales, templates, contracts by their path

A query file is one SQL statement with named parameters `:name`. Two texts are made of it: SQLite's keeps
`:name`, PostgreSQL's has `$n`, numbered by first appearance. Comments are stripped. `::`, ILIKE and LIKE,
CURRENT_TIMESTAMP and SERIAL are refused: they do not mean the same on both engines.

A place `{part name}` in a query is the text of queries/parts/name.sql, for what many queries share.

One file may stand for several queries that differ in words that no parameter can be (a column, a direction,
a comparison). Its comments name the choices, and a place `{name}` in the statement takes the chosen text:

    -- let mine = registration.partner_id = :partner_id
    -- variant order.ascending   direction = ASC  | beyond = >
    -- variant order.descending  direction = DESC | beyond = <
    -- variant by.email          key = registration.email
    -- variant by.role           key = registration.role

`order` and `by` are the axes, in the order of their first mention. Every combination becomes a constant
`<stem>_ascending_email`, …; `<stem>` is the nested std::array of pointers to them, one dimension for each axis,
and `<stem>_axes` says in words what the indexes mean, so that the C++ side can static_assert that it agrees.
A line `-- without order.ascending by.role` leaves combinations out (nullptr in the array). `let` is for texts
that stay the same. Places may stand inside such texts and inside parts; ` | ` separates assignments.
"""
import itertools
import os
import re
import sys

source, output = sys.argv[1], sys.argv[2]
out = os.path.join(output, "embedded")
os.makedirs(out, exist_ok=True)

TOKEN = re.compile(r"'(?:[^']|'')*'|--[^\n]*|/\*.*?\*/|::|:[a-z_][a-z0-9_]*", re.S)
FORBIDDEN = re.compile(r"::|\b(ILIKE|LIKE|CURRENT_TIMESTAMP|SERIAL|NUMERIC)\b", re.I)


def write(name, text):
    path = os.path.join(out, name)
    if os.path.exists(path) and open(path, encoding="utf-8").read() == text:
        return
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def literal(text):
    # Compilers differ in how long one raw literal may be, so a long text is several, side by side.
    pieces = [text[i:i + 8000] for i in range(0, len(text), 8000)] or [""]
    return "\n".join('R"~~~(' + piece + ')~~~"' for piece in pieces)


def both_engines(path, text):
    names = []

    def strip(match):
        token = match.group(0)
        return " " if token.startswith(("--", "/*")) else token

    def number(match):
        token = match.group(0)
        if not token.startswith(":") or token == "::":
            return token
        if token[1:] not in names:
            names.append(token[1:])
        return "$" + str(names.index(token[1:]) + 1)

    sqlite = " ".join(TOKEN.sub(strip, text).split()) if "'" not in text else TOKEN.sub(strip, text).strip()
    sqlite = sqlite.rstrip(";")
    outside_strings = re.sub(r"'(?:[^']|'')*'", "''", sqlite)
    if FORBIDDEN.search(outside_strings):
        sys.exit(f"{path}: {FORBIDDEN.search(outside_strings).group(0)} differs between the engines")
    if ";" in outside_strings:
        sys.exit(f"{path}: one statement a file")
    return sqlite, TOKEN.sub(number, sqlite), names


LET = re.compile(r"^--\s*let\s+(\w+)\s*=\s*(.*)$", re.M)
VARIANT = re.compile(r"^--\s*variant\s+(\w+)\.(\w+)\s*(.*)$", re.M)
WITHOUT = re.compile(r"^--\s*without\s+(.*)$", re.M)
PLACE = re.compile(r"\{(part )?(\w+)\}")


def assignments(text):
    pairs = [a.split("=", 1) for a in re.split(r"\s\|(?:\s|$)", text) if a.strip()]
    return {name.strip(): value.strip() for name, value in pairs}


def filled(path, text, values):
    def fill(match):
        if match.group(1):
            part = os.path.join(os.path.dirname(path), "parts", match.group(2) + ".sql")
            return re.sub(r"--[^\n]*", "", open(part, encoding="utf-8").read()).strip()
        if match.group(2) not in values:
            sys.exit(f"{path}: nothing says what {match.group(0)} is")
        return values[match.group(2)]

    while PLACE.search(text):
        text = PLACE.sub(fill, text)
    return text


def variants(path, text):
    """The axes, {axis: {name: {place: text}}}, and (names, statement) for each combination, statement None where left out."""
    constant = dict(LET.findall(text))
    axes = {}
    for axis, name, places in VARIANT.findall(text):
        axes.setdefault(axis, {})[name] = assignments(places)
    left_out = [set(line.split()) for line in WITHOUT.findall(text)]
    statement = re.sub(r"^--[^\n]*\n", "", text, flags=re.M)
    found = []
    for names in itertools.product(*axes.values()):
        chosen = {f"{axis}.{name}" for axis, name in zip(axes, names)}
        values = dict(constant)
        for axis, name in zip(axes, names):
            values.update(axes[axis][name])
        skipped = any(out <= chosen for out in left_out)
        found.append((names, None if skipped else filled(path, statement, values)))
    return axes, found


def nested(stem, axes, found):
    """The array of a file with variants, and its description."""
    pointers = ["nullptr" if statement is None else "&" + "_".join((stem,) + names) for names, statement in found]
    kind = "const database::Query*"
    for size in reversed([len(choices) for choices in axes.values()]):
        kind = f"std::array<{kind}, {size}>"
        # std::array is a struct around an array, hence two pairs of braces.
        pointers = ["{{" + ", ".join(pointers[i:i + size]) + "}}" for i in range(0, len(pointers), size)]
    words = "; ".join(axis + ": " + " ".join(choices) for axis, choices in axes.items())
    return [f'inline constexpr std::string_view {stem}_axes = "{words}";',
            f"inline constexpr {kind} {stem} = {pointers[0]};"]


def rooms():
    src = os.path.join(source, "src")
    for folder, _, files in sorted(os.walk(src)):
        queries = sorted(f for f in files if f.endswith(".sql"))
        if os.path.basename(folder) == "queries" and queries:
            room = os.path.relpath(os.path.dirname(folder), src).split(os.sep)[-1]
            yield room, folder, queries


def constant(room, stem, path, statement):
    sqlite, postgres, parameters = both_engines(path, statement)
    names = ", ".join('"' + p + '"' for p in parameters)
    return [f"inline constexpr std::array<std::string_view, {len(parameters)}> {stem}_parameters{{{names}}};",
            f'inline constexpr database::Query {stem}{{"{room}/{stem}",\n{literal(sqlite)},\n{literal(postgres)},\n{stem}_parameters}};']


every = []
for room, folder, files in rooms():
    lines = ["#pragma once", '#include "platform/database/query.hpp"', f"namespace {room}::queries {{"]
    for name in files:
        path = os.path.join(folder, name)
        axes, found = variants(path, open(path, encoding="utf-8").read())
        for names, statement in found:
            if statement is not None:
                every.append((room, "_".join((name[:-4],) + names)))
                lines += constant(room, every[-1][1], path, statement)
        if axes:
            lines += nested(name[:-4], axes, found)
    lines.append("}")
    write(f"{room}_queries.hpp", "\n".join(lines) + "\n")

lines = ['#include "platform/database/query.hpp"'] + [f'#include "embedded/{r}_queries.hpp"' for r in sorted({r for r, _ in every})]
lines.append("namespace embedded {")
lines.append(f"static constexpr std::array<const database::Query*, {len(every)}> queries{{")
lines += [f"    &{room}::queries::{stem}," for room, stem in every]
lines += ["};", "std::span<const database::Query* const> all_queries() { return queries; }", "}"]
write("all_queries.cpp", "\n".join(lines) + "\n")


def embedded_files():
    for top, endings in (("migrations", (".sql",)), ("locales", (".json",)), ("src", (".mustache", ".csv")), ("api", (".yaml",))):
        for folder, _, files in sorted(os.walk(os.path.join(source, top))):
            if folder.startswith(os.path.join(source, "locales", "web")):
                continue  # the page carries its own words
            for name in sorted(files):
                if name.endswith(endings):
                    path = os.path.join(folder, name)
                    yield os.path.relpath(path, source), open(path, encoding="utf-8").read()


# Together they may pass the 64 KiB that the standard asks for; GCC and clang take far more, but clang
# warns of it with -Wpedantic. sv, since counting the letters of a long one takes clang more steps than
# it allows a constant.
lines = ['#pragma GCC diagnostic ignored "-Woverlength-strings"',
         '#include "platform/database/query.hpp"', "namespace embedded {", "using namespace std::string_view_literals;",
         "std::span<const File> files() {"]
lines.append("  static constexpr auto all = std::to_array<File>({")
for path, text in embedded_files():
    lines.append(f'    {{"{path}",\n{literal(text)}sv}},')
lines += ["  });", "  return all;", "}", "}"]
write("files.cpp", "\n".join(lines) + "\n")
