/* deepin: what its macros expand to. */
#define KABI_PASTE2(a, b) a##b
#define KABI_PASTE(a, b) KABI_PASTE2(a, b)
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
		struct { _orig; } KABI_PASTE(deepin_kabi_hidden_, __LINE__); \
		KABI_FITS(_orig, _new) \
	}
#define DEEPIN_KABI_RESERVE(n) unsigned long deepin_reserved##n;
#define DEEPIN_KABI_USE(n, _new) KABI_SLOT(unsigned long deepin_reserved##n, _new);
#define DEEPIN_KABI_USE2(n1, n2, _new) KABI_SLOT(unsigned long deepin_reserved##n1; unsigned long deepin_reserved##n2, _new);
#define DEEPIN_KABI_REPLACE(_orig, _new) KABI_SLOT(_orig, _new);
#define DEEPIN_KABI_DEPRECATE(_type, _orig) _type deepin_reserved_##_orig;
#define DEEPIN_KABI_DEPRECATE_FN(_type, _orig, ...) _type (*deepin_reserved_##_orig)(__VA_ARGS__);
