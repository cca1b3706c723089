#include "new.h"

task *make_task()
{
    task *made = new task();
    made->runs = 2;
    return made;
}
