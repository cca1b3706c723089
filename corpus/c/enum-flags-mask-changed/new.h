enum feature {
	FEATURE_TEXT = 0x1,
	FEATURE_IMAGE = 0x2,
	FEATURE_VOICE = 0x4,
	FEATURE_ALL = 0x7,
};

enum feature feature_offered(void);
