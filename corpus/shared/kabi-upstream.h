/* the example of gendwarfksyms: what its macros expand to. */
#ifdef KABI_CHECKS
#define KABI_FITS(_orig, _new) \
	union { \
		_Static_assert(sizeof(struct { _new; }) <= sizeof(struct { _orig; }), "too big"); \
		_Static_assert(_Alignof(struct { _new; }) <= _Alignof(struct { _orig; }), "too aligned"); \
	};
#else
#define KABI_FITS(_orig, _new)
#endif

#define KABI_SLOT(_orig, _new) \
	union { \
		_new; \
		struct { _orig; }; \
		KABI_FITS(_orig, _new) \
	}
#define KABI_RESERVE(n) unsigned long __kabi_reserved##n;
#define KABI_USE(n, _new) KABI_SLOT(unsigned long __kabi_reserved##n, _new);
#define KABI_USE2(n1, n2, _new) KABI_SLOT(unsigned long __kabi_reserved##n1; unsigned long __kabi_reserved##n2, _new);
#define KABI_IGNORE(n, _new) \
	union { \
		_new; \
		unsigned char __kabi_ignored##n; \
	};
#define KABI_REPLACE(_type, _name, _new) KABI_SLOT(_type __kabi_renamed##_name, _new);
#define KABI_RESERVE_ARRAY(n, s) unsigned char __attribute__((aligned(8))) __kabi_reserved##n[s];
#define KABI_USE_ARRAY(n, s, _new) KABI_SLOT(unsigned char __attribute__((aligned(8))) __kabi_reserved##n[s], _new);
