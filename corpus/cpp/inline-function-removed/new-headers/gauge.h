#pragma once

struct range {
    int low;
    int high;
};

struct gauge {
    range within;
    int level;
};

int level_of(const gauge &which);
