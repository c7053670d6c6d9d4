#include "scan.h"

#include <omp.h>

#include <algorithm>
#include <memory>
#include <vector>

#include <faiss/impl/DistanceComputer.h>
#include <faiss/utils/Heap.h>

namespace {

// The state of one thread. All memory is allocated before the threads start, because no exception may leave a thread.
template <typename State>
struct Share {
    std::unique_ptr<faiss::FlatCodesDistanceComputer> computer;
    State state;
};

// Calls body(state, row, score) for every allowed row; the rows are divided among one thread for each state.
template <typename State, typename Body>
std::vector<Share<State>> each_row(
        const faiss::IndexFlatCodes& rows, const isf::RowsOf* allowed, const float* query, const State& start, Body body) {
    const bool small = rows.ntotal * rows.d < 1 << 20;
    std::vector<Share<State>> shares(small ? 1 : static_cast<size_t>(omp_get_max_threads()));
    for (auto& share : shares) {
        share.computer.reset(rows.get_FlatCodesDistanceComputer());
        share.computer->set_query(query);
        share.state = start;
    }

    const auto parts = static_cast<int64_t>(shares.size());
#pragma omp parallel for if (parts > 1) schedule(static, 1)
    for (int64_t part = 0; part < parts; part++) {
        auto& share = shares[static_cast<size_t>(part)];
        for (int64_t row = rows.ntotal * part / parts; row < rows.ntotal * (part + 1) / parts; row++)
            if (!allowed || allowed->is_member(row)) body(share.state, row, (*share.computer)(row));
    }
    return shares;
}

struct Best {
    std::vector<float> scores;
    std::vector<int64_t> rows;
};

template <typename Order>
void push(Best& best, int64_t row, float score) {
    if (Order::cmp(best.scores[0], score))
        faiss::heap_replace_top<Order>(best.rows.size(), best.scores.data(), best.rows.data(), score, row);
}

template <typename Order>
void scan_in(
        const faiss::IndexFlatCodes& rows, const isf::RowsOf* allowed, const float* query, int64_t k, float* scores,
        int64_t* found) {
    const auto size = static_cast<size_t>(std::min(k, rows.ntotal));
    Best start{std::vector<float>(size), std::vector<int64_t>(size)};
    faiss::heap_heapify<Order>(size, start.scores.data(), start.rows.data());

    auto shares = each_row(rows, allowed, query, start, [](Best& best, int64_t row, float score) { push<Order>(best, row, score); });
    auto& best = shares.front().state;
    for (size_t other = 1; other < shares.size(); other++)
        for (size_t i = 0; i < size; i++)
            if (shares[other].state.rows[i] >= 0) push<Order>(best, shares[other].state.rows[i], shares[other].state.scores[i]);

    faiss::heap_reorder<Order>(size, best.scores.data(), best.rows.data());
    std::copy(best.scores.begin(), best.scores.end(), scores);
    std::copy(best.rows.begin(), best.rows.end(), found);
    std::fill(found + size, found + k, -1);
}

}  // namespace

void isf::scan(
        const faiss::IndexFlatCodes& rows, const RowsOf* allowed, const float* query, int64_t k, float* scores, int64_t* found) {
    if (rows.metric_type == faiss::METRIC_INNER_PRODUCT)
        scan_in<faiss::CMin<float, int64_t>>(rows, allowed, query, k, scores, found);
    else
        scan_in<faiss::CMax<float, int64_t>>(rows, allowed, query, k, scores, found);
}

int64_t isf::count_at_least(const faiss::IndexFlatCodes& rows, const RowsOf* allowed, const float* query, float min_score) {
    int64_t above = 0;
    for (const auto& share : each_row(rows, allowed, query, int64_t{0},
                 [&](int64_t& count, int64_t, float score) { count += score >= min_score; }))
        above += share.state;
    return above;
}
