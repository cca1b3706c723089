#include "old.h"

int main() {
    Widget widget(3);
    return widget.width == 3 ? 0 : 1;
}
