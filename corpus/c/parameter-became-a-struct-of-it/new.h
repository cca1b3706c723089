struct kuid {
	int value;
};

int take(struct kuid uid);
