#include "studio/stage.h"

#include <algorithm>
#include <stdexcept>

#include "studio/files.h"

namespace studio {
namespace {

using still::Box;
using still::Layer;

// The lower part stays free: captions stand there.
constexpr Box kPanel{56, 76, 500, 500};
constexpr double kCorner = 28, kLeft = 628, kTop = 76, kColumn = 596, kHeight = 500;
constexpr double kTitle = 46, kText = 32, kLeading = 1.32, kGap = 20, kChip = 14, kLeast = 0.72;
constexpr int kFade = 15, kComing = 14, kBetween = 7;  // frames

// How far something that comes at `start` is, from 0 to 1, slow at both ends.
double Come(int frame, int start, int length = kComing) {
  const double t = std::clamp(static_cast<double>(frame - start) / length, 0.0, 1.0);
  return t * t * (3 - 2 * t);
}

}  // namespace

Stage::Stage(const film::Scenario& scenario, film::Timeline timeline, const std::string& folder,
             const Palette& base, const Palette& palette)
    : timeline_(std::move(timeline)), palette_(palette) {
  for (const auto& scene : scenario.scenes) sets_.push_back(Build(scene, folder, base));
}

Stage::Set Stage::Build(const film::Scene& scene, const std::string& folder, const Palette& base) {
  Set set{.follows = scene.follows,
          .backdrop = Layer(film::kWidth, film::kHeight),
          .picture = {},
          .lines = {},
          .bar = palette_.at(scene.opening ? "on-action" : "accent")};
  set.backdrop.Fill({0, 0, film::kWidth, film::kHeight}, palette_.at(scene.opening ? "action" : "paper"));
  set.backdrop.Fill(kPanel, palette_.at("calm"), kCorner);
  const still::Svg svg(Recoloured(ReadFile(folder + "/" + scene.picture), base, palette_));
  for (std::string id = "l1"; svg.Has(id); id[1] = static_cast<char>(id[1] + 1)) {
    Layer layer(static_cast<int>(kPanel.width), static_cast<int>(kPanel.height));
    layer.Draw(svg, id, {0, 0, kPanel.width, kPanel.height}, kCorner);
    set.picture.push_back(layer);
  }
  if (set.picture.empty()) throw std::runtime_error(scene.picture + " : cette image n’a pas de groupe l1");
  double factor = 1, height = 0;
  while ((height = Write(scene, factor, set)) > kHeight) {
    factor *= 0.96;
    if (factor < kLeast)
      throw std::runtime_error("scène « " + scene.id + " » : elle en dit plus que l’écran n’en montre");
  }
  for (auto& line : set.lines) line.y += kTop + (kHeight - height) / 2;
  return set;
}

double Stage::Write(const film::Scene& scene, double factor, Set& set) const {
  set.lines.clear();
  const still::Style title{.size = kTitle * factor,
                           .leading = kTitle * factor * 1.2,
                           .weight = 700,
                           .colour = palette_.at(scene.opening ? "on-action" : "link")};
  set.lines.push_back({typefaces_.Write(scene.title, title, kColumn), kLeft, 0});
  double y = set.lines[0].layer.height() + kGap * 1.6 * factor, marks = 0;
  for (const auto& sentence : scene.says)
    if (!sentence.mark.empty())
      marks = std::max<double>(
          marks, typefaces_.Write(sentence.mark, {.size = kText * factor, .weight = 700}, kColumn).width());
  for (const auto& sentence : scene.says) {
    set.lines.push_back({WriteSentence(sentence, scene.opening, factor, marks), kLeft, y});
    y += set.lines.back().layer.height() + kGap * factor;
  }
  return y - kGap * factor;
}

// A mark stands on a tint, all marks of a scene equally wide.
Layer Stage::WriteSentence(const film::Sentence& sentence, bool opening, double factor, double marks) const {
  const double leading = kText * factor * kLeading;
  still::Style style{.size = kText * factor,
                     .leading = leading,
                     .weight = 400,
                     .colour = palette_.at(opening ? "on-action" : "ink")};
  if (sentence.mark.empty()) return typefaces_.Write(sentence.text, style, kColumn);
  const double left = marks + 3 * kChip, chip = leading + 10;
  const Layer text = typefaces_.Write(sentence.text, style, kColumn - left);
  style.weight = 700;
  style.colour = palette_.at("on-action");
  const Layer mark = typefaces_.Write(sentence.mark, style, kColumn);
  Layer layer(static_cast<int>(kColumn), static_cast<int>(std::max<double>(text.height() + 5, chip)));
  layer.Fill({0, 0, marks + 2 * kChip, chip}, palette_.at("action"), 10);
  layer.Lay(mark, kChip, 5);
  layer.Lay(text, left, 5);
  return layer;
}

int Stage::PartComes(const Set& set, const film::SceneTime& when, std::size_t i) {
  if (set.follows && i > 0) return when.pieces.at(i + 2).from;
  return when.whole.from + kFade / 2 + static_cast<int>(i) * kBetween;
}

int Stage::LineComes(const film::SceneTime& when, std::size_t i) {
  return i == 0 ? when.whole.from + kFade / 2 : when.pieces.at(i + 1).from;
}

bool Stage::Moves(const Set& set, const film::SceneTime& when, int frame) const {
  const auto coming = [&](int start) { return start <= frame && frame <= start + kFade; };
  bool moves = coming(when.whole.from);
  for (std::size_t i = 0; i < set.picture.size(); ++i) moves = moves || coming(PartComes(set, when, i));
  for (std::size_t i = 0; i < set.lines.size(); ++i) moves = moves || coming(LineComes(when, i));
  return moves;
}

// Beside the sentence that was said last; it goes on to the next one.
void Stage::DrawBar(const Set& set, const film::SceneTime& when, int frame) {
  std::size_t now = 0;
  for (std::size_t i = 1; i < set.lines.size(); ++i)
    if (frame >= LineComes(when, i)) now = i;
  if (now == 0) return;
  const Line &to = set.lines[now], &from = set.lines[now > 1 ? now - 1 : now];
  const double t = Come(frame, LineComes(when, now));
  const auto between = [&](double a, double b) { return a + (b - a) * t; };
  const double height = between(from.layer.height(), to.layer.height());
  screen_.Fill({kLeft - 24, between(from.y, to.y) + 4, 6, height - 8}, set.bar, 3, now > 1 ? 1 : t);
}

void Stage::DrawSet(const Set& set, const film::SceneTime& when, int frame) {
  for (std::size_t i = 0; i < set.picture.size(); ++i)
    if (const double t = Come(frame, PartComes(set, when, i)); t > 0)
      screen_.Lay(set.picture[i], kPanel.x, kPanel.y + 14 * (1 - t), t);
  for (std::size_t i = 0; i < set.lines.size(); ++i)
    if (const double t = Come(frame, LineComes(when, i)); t > 0)
      screen_.Lay(set.lines[i].layer, set.lines[i].x + 12 * (1 - t), set.lines[i].y, t);
  DrawBar(set, when, frame);
}

const std::string& Stage::Draw(int frame) {
  const auto scene = std::find_if(timeline_.begin(), timeline_.end(),
                                  [&](const film::SceneTime& one) { return frame < one.whole.to; });
  const auto i = static_cast<std::size_t>(scene - timeline_.begin());
  if (!planes_.empty() && !Moves(sets_[i], *scene, frame)) return planes_;
  if (frame == scene->whole.from) before_.Lay(screen_, 0, 0);
  const double shown = i == 0 ? 1 : Come(frame, scene->whole.from - 1, kFade);
  if (shown < 1) screen_.Lay(before_, 0, 0);
  screen_.Lay(sets_[i].backdrop, 0, 0, shown);
  DrawSet(sets_[i], *scene, frame);
  return planes_ = screen_.Planes();
}

}  // namespace studio
