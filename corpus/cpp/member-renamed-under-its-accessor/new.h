struct Impl {
	int errors;
	int state_v2;
};

class Widget {
public:
	Widget();
	~Widget();
	int state() const { return impl->state_v2; }

private:
	Widget(const Widget &);
	Widget &operator=(const Widget &);
	Impl *impl;
};
