#include "new.h"

int text::width(int letter) { return letter; }
int text::width(long letter) { return static_cast<int>(letter); }
int text::width(char letter) { return letter; }
int text::widths(long letters) { return static_cast<int>(letters); }
int text::operator+(const line &one, const line &other) { return one.length + other.length; }
int text::operator+(const line &one, int more) { return one.length + more; }
