struct Impl {
	int state;
};

class Widget {
public:
	Widget();
	~Widget();
	int state() const { return impl->state; }

private:
	Widget(const Widget &);
	Widget &operator=(const Widget &);
	Impl *impl;
};
