#include "new-headers/job.h"

task::~task()
{
}

bool ask(const task &what)
{
    return what.run();
}

bool above(int number)
{
    return number > 0;
}

bool below(int number)
{
    auto body = [number] { return number < 0; };
    job<decltype(body)> work(body);

    return ask(work);
}
