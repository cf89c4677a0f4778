/* The reduced siege of numbers.py: sixteen members side by side, one to a vector lane, blocks of them over threads.

   Everything a block needs stays in the first-level cache (two copies of 10 x 10 cells of 16 floats). Each lane has its
   own xoshiro128+ (Blackman and Vigna), seeded by splitmix64 from the member's number. */
#include <math.h>
#include <stdint.h>

enum { LANES = 16, SIDE = 8, ROW = SIDE + 2, CELLS = ROW * ROW, OUT = 4 };
#define FOR_LANES _Pragma("omp simd") for (int i = 0; i < LANES; i++)
#define ALIGNED __attribute__((aligned(64)))

typedef struct {
    float buildings, rate, exponent, p, q, alpha, beta, sd, inflow, use, half, capacity, stock, besieger, besieged,
        reinforcement, most, least;
} Numbers;
typedef float Lane[LANES];
typedef struct {
    ALIGNED uint32_t word[4][LANES];
    ALIGNED Lane stock, besieger, besieged, share, end;
} Block;

static uint64_t splitmix(uint64_t *state) {
    uint64_t z = (*state += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

static inline void uniform(uint32_t word[4][LANES], float *u) {
    FOR_LANES {
        uint32_t a = word[0][i], b = word[1][i], c = word[2][i], d = word[3][i], out = a + d, shifted = b << 9;
        c ^= a, d ^= b, b ^= c, a ^= d, c ^= shifted, d = d << 11 | d >> 21;
        word[0][i] = a, word[1][i] = b, word[2][i] = c, word[3][i] = d;
        u[i] = (float)(int32_t)(out >> 8) * 0x1p-24f + 0x1p-25f;
    }
}

/* Supply and losses; leaves the rates of gain and loss of buildings. */
static void camps(const Numbers *n, Block *b, float *gain, float *loss) {
    ALIGNED Lane u, v;
    uniform(b->word, u), uniform(b->word, v);
    float bias = 0.5f * n->sd * n->sd;
    FOR_LANES {
        float live = b->end[i] < 0 ? 1.0f : 0.0f, stock = b->stock[i], m = b->besieger[i], s = b->besieged[i];
        stock = fminf(fmaxf(stock + live * (n->inflow - n->use * stock / (stock + n->half)), 0), n->capacity);
        float defence = s * stock / (stock + n->half);
        float radius = n->sd * sqrtf(-2 * logf(u[i])), angle = 6.2831853f * v[i];
        float log_m = logf(m * 1e-3f), log_s = logf(s * 1e-3f), log_d = logf(defence * 1e-3f);
        float hurt = n->alpha * 1000 * expf(n->p * log_m + n->q * log_s + radius * sinf(angle) - bias);
        float cost = n->beta * 1000 * expf(n->p * log_d + n->q * log_m + radius * cosf(angle) - bias);
        float win = 1 / (1 + expf(n->exponent * (log_d - log_m)));
        gain[i] = live * n->rate * win, loss[i] = live * n->rate * (1 - win);
        b->stock[i] = stock;
        b->besieger[i] = fmaxf(m + live * (n->reinforcement - cost), 1);
        b->besieged[i] = fmaxf(s - live * hurt, 1);
    }
}

static void day(const Numbers *n, Block *b, Lane *restrict held, Lane *restrict next, float today) {
    ALIGNED Lane gain, loss, u, total = {0};
    float step = 1 / n->buildings;
    camps(n, b, gain, loss);
    for (int y = 1; y <= SIDE; y++)
        for (int x = 1; x <= SIDE; x++) {
            int z = y * ROW + x;
            uniform(b->word, u);
            FOR_LANES {
                float h = held[z][i], inside = 2 * h * (1 - h);
                float beside = 0.25f * (held[z - 1][i] + held[z + 1][i] + held[z - ROW][i] + held[z + ROW][i]);
                float up = gain[i] * (inside + (1 - h) * beside), down = loss[i] * (inside + h * (1 - beside));
                float move = (u[i] < 1 - expf(-up) ? step : 0) - (u[i] > expf(-down) ? step : 0);
                h = fminf(fmaxf(h + move, 0), 1);
                next[z][i] = h, total[i] += h;
            }
        }
    FOR_LANES {
        float share = total[i] * (1.0f / (SIDE * SIDE));
        int over = share >= n->most || b->besieger[i] < n->least || b->besieged[i] < n->least;
        b->share[i] = share;
        b->end[i] = b->end[i] < 0 && over ? today : b->end[i];
    }
}

static void begin(const Numbers *n, Block *b, Lane *held, Lane *next, uint64_t seed, long first) {
    for (int i = 0; i < LANES; i++) {
        uint64_t state = seed ^ (uint64_t)(first + i) * 0xD1342543DE82EF95u, a = splitmix(&state), c = splitmix(&state);
        b->word[0][i] = a, b->word[1][i] = a >> 32, b->word[2][i] = c, b->word[3][i] = c >> 32;
        b->stock[i] = n->stock, b->besieger[i] = n->besieger, b->besieged[i] = n->besieged;
        b->share[i] = 0, b->end[i] = -1;
        for (int z = 0; z < CELLS; z++) {
            int y = z / ROW, x = z % ROW;
            held[z][i] = next[z][i] = y < 1 || y > SIDE || x < 1 || x > SIDE;
        }
    }
}

/* members: a multiple of LANES. out: [member][end, share, besieger, besieged]. */
void simulate(const Numbers *n, uint64_t seed, long members, int days, float *out) {
#pragma omp parallel for schedule(dynamic, 16)
    for (long first = 0; first < members; first += LANES) {
        ALIGNED Lane one[CELLS], other[CELLS];
        Block b;
        begin(n, &b, one, other, seed, first);
        for (int d = 0; d < days; d++) day(n, &b, d & 1 ? other : one, d & 1 ? one : other, d);
        for (int i = 0; i < LANES; i++) {
            float *row = out + OUT * (first + i);
            row[0] = b.end[i], row[1] = b.share[i], row[2] = b.besieger[i], row[3] = b.besieged[i];
        }
    }
}
