// What is too big to be sealed whole.

#include "lib/vault/bytes.h"
#include "lib/vault/vault.h"

namespace vault {

namespace {

constexpr std::size_t kHeader = crypto_secretstream_xchacha20poly1305_HEADERBYTES;
constexpr std::size_t kMore = crypto_secretstream_xchacha20poly1305_ABYTES;

}  // namespace

struct StreamSealer::State {
  crypto_secretstream_xchacha20poly1305_state chain;
  std::string header;  // goes out with the first chunk
  bool closed = false;
  ~State() { sodium_memzero(&chain, sizeof chain); }
};

StreamSealer::StreamSealer(const Key& key) : state_(std::make_unique<State>()) {
  Ready();
  state_->header.resize(kHeader);
  crypto_secretstream_xchacha20poly1305_init_push(&state_->chain, U(state_->header), U(key.Bytes()));
}

StreamSealer::~StreamSealer() = default;

std::string StreamSealer::Seal(std::string_view plain, bool last) {
  if (state_->closed) throw std::invalid_argument("the stream is closed");
  if (plain.size() > kChunk) throw std::invalid_argument("the chunk is too large");
  std::string sealed = std::move(state_->header);
  state_->header.clear();
  const std::size_t start = sealed.size();
  sealed.resize(start + plain.size() + kMore);
  const unsigned char tag = last ? crypto_secretstream_xchacha20poly1305_TAG_FINAL : 0;
  crypto_secretstream_xchacha20poly1305_push(&state_->chain, U(sealed) + start, nullptr, U(plain),
                                             plain.size(), nullptr, 0, tag);
  state_->closed = last;
  return sealed;
}

struct StreamOpener::State {
  explicit State(const Key& from) : key(from) {}
  Key key;
  crypto_secretstream_xchacha20poly1305_state chain;
  bool begun = false;
  bool closed = false;  // after the last chunk, or after one that is not in its place
  ~State() { sodium_memzero(&chain, sizeof chain); }
};

StreamOpener::StreamOpener(const Key& key) : state_(std::make_unique<State>(key)) { Ready(); }

StreamOpener::~StreamOpener() = default;

std::optional<StreamOpener::Chunk> StreamOpener::Open(std::string_view sealed) {
  State& state = *state_;
  if (state.closed) return std::nullopt;
  state.closed = true;
  if (!state.begun) {
    if (sealed.size() < kHeader ||
        crypto_secretstream_xchacha20poly1305_init_pull(&state.chain, U(sealed), U(state.key.Bytes())) != 0)
      return std::nullopt;
    state.begun = true;
    sealed.remove_prefix(kHeader);
  }
  if (sealed.size() < kMore || sealed.size() > kChunk + kMore) return std::nullopt;
  Chunk chunk{std::string(sealed.size() - kMore, '\0'), false};
  unsigned char tag = 0;
  if (crypto_secretstream_xchacha20poly1305_pull(&state.chain, U(chunk.plain), nullptr, &tag, U(sealed),
                                                 sealed.size(), nullptr, 0) != 0)
    return std::nullopt;
  chunk.last = tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL;
  state.closed = chunk.last;
  return chunk;
}

}  // namespace vault
