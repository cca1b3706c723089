#!/usr/bin/env python3
"""Which modules a kernel loads, told apart from abilens: by Module.symvers and the bytes of each module alone.

usage: load_agreement.py FOLDER SYMVERS VERMAGIC REPORT.json

FOLDER is what `abilens check --format json FOLDER OLD NEW --new-symvers SYMVERS` was given, REPORT.json what it said.
Each module's CRCs, undefined symbols, licence, namespaces and version magic are read here (64-bit little endian, not
compressed) and held against SYMVERS; the reasons must be the same, symbol by symbol. Exit code 1 if they are not.
"""

import json
import os
import struct
import sys

GPL = {"GPL", "GPL v2", "GPL and additional rights", "Dual BSD/GPL", "Dual MIT/GPL", "Dual MPL/GPL"}


def read_symvers(path):
    exports = {}
    for line in open(path):
        crc, name, module, kind, *namespace = line.rstrip("\n").split("\t")
        row = (module != "vmlinux", int(crc, 16), kind, (namespace or [""])[0])
        exports.setdefault(name, []).append(row)
    return exports


class Elf:
    """Sections of an ELF64 little endian file."""

    def __init__(self, path):
        self.data = open(path, "rb").read()
        (table,) = struct.unpack_from("<Q", self.data, 40)
        size, count, names = struct.unpack_from("<HHH", self.data, 58)
        self.rows = [struct.unpack_from("<IIQQQQIIQQ", self.data, table + i * size) for i in range(count)]
        strings = self.body(self.rows[names])
        self.by_name = {string(strings, row[0]): row for row in self.rows}

    def body(self, row):
        return self.data[row[4] : row[4] + row[5]]

    def undefined(self):
        """Name and whether it is weak."""
        symtab = next(row for row in self.rows if row[1] == 2)
        strings, table = self.body(self.rows[symtab[6]]), self.body(symtab)
        for at in range(24, len(table), 24):
            name, info, _, section = struct.unpack_from("<IBBH", table, at)
            if section == 0:
                yield string(strings, name), info >> 4 == 2


def string(data, at):
    return data[at : data.index(b"\0", at)].decode()


def reasons(path, exports, vermagic):
    elf = Elf(path)
    info = [text.decode() for text in elf.body(elf.by_name[".modinfo"]).split(b"\0")]
    values = lambda tag: [text[len(tag) + 1 :] for text in info if text.startswith(tag + "=")]
    table = elf.body(elf.by_name["__versions"])
    crcs = {string(table, at + 8): struct.unpack_from("<I", table, at)[0] for at in range(0, len(table), 64)}
    found = set()
    if values("vermagic")[0].split(" ", 1)[1] != vermagic.split(" ", 1)[1]:
        found.add(("vermagic", ""))
    is_gpl = values("license")[0] in GPL
    for name, weak in [*elf.undefined(), ("module_layout", False)]:
        if name == "_GLOBAL_OFFSET_TABLE_":
            continue
        offers = sorted(row for row in exports.get(name, []) if is_gpl or row[2] != "EXPORT_SYMBOL_GPL")
        if not offers:
            if not weak:
                found.add(("gpl-only" if name in exports else "unknown-symbol", name))
            continue
        _, crc, _, namespace = offers[0]
        if name not in crcs:
            found.add(("no-symbol-version", name))
        elif crcs[name] != crc:
            found.add(("crc-differs", name))
        if namespace and namespace not in values("import_ns"):
            found.add(("namespace", name))
    return found


def main(folder, symvers, vermagic, report):
    exports = read_symvers(symvers)
    told = {}
    for module in json.load(open(report))["modules"]:
        rules = {(r["rule"], r.get("symbol", "")) for r in module["reasons"] + module["doubts"]}
        told[module["path"]] = (module["verdict"] == "refused", rules)
    count = same = load = crcs = 0
    for base, _, files in os.walk(folder):
        for path in (os.path.join(base, name) for name in files if name.endswith(".ko")):
            found = reasons(path, exports, vermagic)
            count += 1
            load += not found
            crcs += sum(1 for rule, _ in found if rule == "crc-differs")
            name = os.path.relpath(path, folder)
            if told[name] == (bool(found), found):
                same += 1
            else:
                print("differs:", name, *sorted(found ^ told[name][1])[:5])
    print(f"{count} modules, {same} with the same reasons, symbol by symbol; {load} load; {crcs} CRCs differ")
    return 0 if count == same == len(told) else 1


if __name__ == "__main__":
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
