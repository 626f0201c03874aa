#include "domain/film/timeline.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <stdexcept>

#include "lib/core/text.h"

namespace film {
namespace {

constexpr int kBefore = 18, kAfter = 12;  // frames of a scene before its first word and after its last
constexpr double kBreath = 0.12;          // seconds between two pieces
constexpr std::size_t kLine = 42;

int FramesFor(const Piece& piece, double voice) {
  const double reading = static_cast<double>(core::Length(piece.written)) / kReadingSpeed;
  return static_cast<int>(std::ceil(std::max(voice + kBreath, reading) * kFramesASecond));
}

std::string Clock(int frame) {
  const int milliseconds = frame * 1000 / kFramesASecond;
  char text[48];
  std::snprintf(text, sizeof text, "%02d:%02d:%02d.%03d", milliseconds / 3'600'000,
                milliseconds / 60'000 % 60, milliseconds / 1000 % 60, milliseconds % 1000);
  return text;
}

// Lines as equal as their words allow.
std::string Wrapped(const std::string& text) {
  const std::size_t lines = (core::Length(text) + kLine - 1) / kLine;
  const std::size_t wish = core::Length(text) / lines + 4;
  std::string out, line;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = std::min(text.find(' ', at), text.size());
    const std::string word = text.substr(at, end - at);
    if (!line.empty() && core::Length(line) + 1 + core::Length(word) > std::min(wish, kLine)) {
      out += line + "\n";
      line.clear();
    }
    line += (line.empty() ? "" : " ") + word;
    at = end + 1;
  }
  return out + line;
}

std::string Escaped(const std::string& text) {
  std::string out;
  for (const char c : text) out += c == '&' ? "&amp;" : c == '<' ? "&lt;" : std::string(1, c);
  return out;
}

}  // namespace

Timeline Arrange(const Scenario& scenario, const std::vector<std::vector<double>>& voice) {
  if (voice.size() != scenario.scenes.size()) throw std::logic_error("film: a voice for each scene");
  Timeline timeline;
  int now = 0;
  for (std::size_t i = 0; i < voice.size(); ++i) {
    const auto pieces = PiecesOf(scenario.scenes[i]);
    if (voice[i].size() != pieces.size()) throw std::logic_error("film: a voice for each piece");
    SceneTime scene{.whole = {now, now}, .pieces = {}};
    now += kBefore;
    for (std::size_t k = 0; k < pieces.size(); ++k) {
      const int from = now;
      now += FramesFor(pieces[k], voice[i][k]);
      scene.pieces.push_back({from, now});
    }
    now += kAfter;
    scene.whole.to = now;
    timeline.push_back(std::move(scene));
  }
  return timeline;
}

std::vector<Cue> Captions(const Scenario& scenario, const Timeline& timeline, bool described) {
  std::vector<Cue> cues;
  for (std::size_t i = 0; i < timeline.size(); ++i) {
    const auto pieces = PiecesOf(scenario.scenes[i]);
    for (std::size_t k = 0; k < pieces.size(); ++k) {
      if (pieces[k].kind == Piece::Kind::kPicture && !described)
        cues.back().when.to = timeline[i].pieces[k].to;
      else
        cues.push_back({timeline[i].pieces[k], pieces[k].written});
      if (k == 0) cues.back().when.from = timeline[i].whole.from;
    }
    cues.back().when.to = timeline[i].whole.to;
  }
  return cues;
}

std::string WebVtt(const std::vector<Cue>& cues) {
  std::string out = "WEBVTT\n";
  for (const auto& cue : cues)
    out +=
        "\n" + Clock(cue.when.from) + " --> " + Clock(cue.when.to) + "\n" + Wrapped(Escaped(cue.text)) + "\n";
  return out;
}

}  // namespace film
