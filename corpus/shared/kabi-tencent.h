/* TencentOS: what its macros expand to. */
#define KABI_RESERVE(n) unsigned long kabi_reserved##n;
