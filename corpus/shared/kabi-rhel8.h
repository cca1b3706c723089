/* RHEL 7 and 8: what its macros expand to. */
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
		struct { _orig; } KABI_PASTE(__UNIQUE_ID_rh_kabi_hide, __COUNTER__); \
		KABI_FITS(_orig, _new) \
	}
#define RH_KABI_RESERVE(n) unsigned long rh_reserved##n;
#define RH_KABI_USE(n, _new) KABI_SLOT(unsigned long rh_reserved##n, _new);
#define RH_KABI_USE2(n1, n2, _new) KABI_SLOT(unsigned long rh_reserved##n1; unsigned long rh_reserved##n2, _new);
#define RH_KABI_REPLACE(_orig, _new) KABI_SLOT(_orig, _new);
#define RH_KABI_DEPRECATE(_type, _orig) _type rh_reserved_##_orig;
#define RH_KABI_DEPRECATE_FN(_type, _orig, ...) _type (*rh_reserved_##_orig)(__VA_ARGS__);
#define RH_KABI_EXTEND(_new) _new;
#define RH_KABI_FILL_HOLE(_new) _new;
