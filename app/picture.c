#include "visit.h"
void item_picture(struct visit *v, int item)
{
    (void)v;
    (void)item;
}
void item_thumb(struct visit *v, int item)
{
    item_picture(v, item);
}
