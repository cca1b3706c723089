#include "old.h"

int main()
{
    task *made = make_task();
    return made->now.held != 0 || made->runs != 2;
}
