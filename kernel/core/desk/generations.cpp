#include "desk/generations.hpp"

namespace oneseal::desk {

Result<void> Generations::put(Generation next) {
    next.number = ++last_;
    ++*alive_;
    const GenerationPointer pinned(new Generation(std::move(next)),
                                   [alive = alive_](const Generation* ended) {
                                       delete ended;
                                       --*alive;
                                   });
    if (auto prepared = Desk(pinned, lasting_).prepare(); !prepared) return prepared;
    in_force_.store(pinned);
    return {};
}

}  // namespace oneseal::desk
