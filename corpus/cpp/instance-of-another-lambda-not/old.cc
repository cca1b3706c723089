#include "old-headers/job.h"

task::~task()
{
}

bool ask(const task &what)
{
    return what.run();
}

bool above(int number)
{
    auto body = [number] { return number > 0; };
    job<decltype(body)> work(body);

    return ask(work);
}

bool below(int number)
{
    return number < 0;
}
