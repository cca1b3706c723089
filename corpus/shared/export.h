/*
 * What EXPORT_SYMBOL leaves in a kernel object: a table entry of three offsets relative to
 * themselves (address, name, namespace), and the two strings. One table is for all modules,
 * the other for those with a licence compatible with the GPL.
 */
#define EXPORT_IN(table, symbol, namespace_name)                          \
	__asm__(".pushsection __ksymtab_strings, \"aMS\", %progbits, 1\n"  \
		"__kstrtab_" #symbol ": .asciz \"" #symbol "\"\n"          \
		"__kstrtabns_" #symbol ": .asciz \"" namespace_name "\"\n" \
		".popsection\n"                                           \
		".pushsection " table ", \"a\"\n"                          \
		".balign 4\n"                                             \
		"__ksymtab_" #symbol ":\n"                                 \
		".long " #symbol " - .\n"                                  \
		".long __kstrtab_" #symbol " - .\n"                        \
		".long __kstrtabns_" #symbol " - .\n"                      \
		".popsection")

#define EXPORT_SYMBOL(symbol) EXPORT_IN("__ksymtab", symbol, "")
#define EXPORT_SYMBOL_GPL(symbol) EXPORT_IN("__ksymtab_gpl", symbol, "")
#define EXPORT_SYMBOL_NS(symbol, ns) EXPORT_IN("__ksymtab", symbol, #ns)

#define MODULE_INFO(text)                                       \
	__asm__(".pushsection .modinfo, \"a\", %progbits\n"       \
		".asciz \"" text "\"\n"                           \
		".popsection")
