#include "new.h"

#include <cstdlib>

int widget::count;
static int referred;
static int numbers[4];
widget::widget() : widget(0) {}
widget::widget(int width)
    : whole(0), pair(), in(), now(open), how(mode::fast), narrow(), small(), set(), counted(), to_member(), to_function(),
      to(referred), into(static_cast<int &&>(referred)), name(""), uses(), seen(), to_array(numbers), call(), guarded(), wide(width)
{
}
widget::widget(const widget &other) : widget(other.wide) {}
widget::widget(widget &&other) noexcept : widget(other.wide) {}
widget::~widget() {}
widget *widget::make() { return new widget(3); }
int widget::width() const { return wide; }
int widget::width() volatile { return wide; }
int widget::take() & { return 1; }
int widget::take() && { return 2; }
int widget::many(int first, ...) { return first; }
widget::operator bool() const { return wide; }
widget::operator int() const { return wide; }
int widget::operator[](int at) const { return at; }
int widget::operator()(int what, int how) const { return what + how; }
widget widget::operator+(const widget &other) const { return widget(wide + other.wide); }
void *widget::operator new(unsigned long size) { return std::malloc(size); }
void widget::operator delete(void *what) { std::free(what); }
