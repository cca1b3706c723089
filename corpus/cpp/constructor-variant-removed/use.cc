#include "old.h"

struct Button : Widget {
    Button() : Widget(3) {}
};

int main() {
    Button button;
    return button.width == 3 ? 0 : 1;
}
