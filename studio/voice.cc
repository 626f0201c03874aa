#include "studio/voice.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <iterator>
#include <stdexcept>

#include "lib/core/text.h"
#include "studio/command.h"

namespace studio {
namespace {

constexpr const char* kWordsAMinute = "172";
constexpr int kSilence = 250;  // of 32 768: what is quieter at both ends is left out

double Seconds(const Samples& samples) { return static_cast<double>(samples.size()) / kRate; }

Samples Read(const std::string& file) {
  const std::string bytes = Output({"ffmpeg", "-nostdin", "-loglevel", "error", "-i", file, "-f", "s16le",
                                    "-ac", "1", "-ar", std::to_string(kRate), "pipe:1"});
  Samples samples(bytes.size() / sizeof(Samples::value_type));
  std::memcpy(samples.data(), bytes.data(), samples.size() * sizeof(Samples::value_type));
  const auto loud = [](std::int16_t sample) { return std::abs(sample) > kSilence; };
  const auto from = std::find_if(samples.begin(), samples.end(), loud);
  const auto to = std::find_if(samples.rbegin(), std::make_reverse_iterator(from), loud).base();
  if (from == to) throw std::runtime_error(file + " : on n’entend rien");
  return {from, to};
}

Samples Speak(const std::string& text, const std::string& work) {
  const std::string file = work + "/voice.wav";
  Output({"espeak-ng", "-v", "fr", "-s", kWordsAMinute, "-w", file, text});
  return Read(file);
}

}  // namespace

std::string RecordingOf(const std::string& recordings, std::size_t scene) {
  const std::string number = std::to_string(scene + 1);
  return recordings + "/scene-" + (number.size() < 2 ? "0" : "") + number + ".wav";
}

Voice Record(const film::Scenario& scenario, const std::string& recordings, const std::string& work) {
  Voice voice;
  for (std::size_t i = 0; i < scenario.scenes.size(); ++i) {
    const auto pieces = film::PiecesOf(scenario.scenes[i]);
    auto& seconds = voice.seconds.emplace_back();
    if (const std::string file = RecordingOf(recordings, i); std::filesystem::exists(file)) {
      // One breath: where a piece begins in it is told by how much there is to say before.
      voice.sounds.push_back({i, 0, Read(file)});
      double letters = 0;
      for (const auto& piece : pieces) letters += static_cast<double>(core::Length(piece.spoken));
      for (const auto& piece : pieces)
        seconds.push_back(Seconds(voice.sounds.back().samples) *
                          static_cast<double>(core::Length(piece.spoken)) / letters);
      continue;
    }
    for (std::size_t k = 0; k < pieces.size(); ++k) {
      voice.sounds.push_back({i, k, Speak(pieces[k].spoken, work)});
      seconds.push_back(Seconds(voice.sounds.back().samples));
    }
  }
  return voice;
}

Samples Mix(const Voice& voice, const film::Timeline& timeline) {
  constexpr int kOfAFrame = kRate / film::kFramesASecond;
  Samples track(static_cast<std::size_t>(timeline.back().whole.to) * kOfAFrame);
  for (const auto& sound : voice.sounds) {
    const auto from =
        static_cast<std::size_t>(timeline.at(sound.scene).pieces.at(sound.piece).from) * kOfAFrame;
    if (from + sound.samples.size() > track.size()) throw std::logic_error("film: the voice outlasts it");
    std::copy(sound.samples.begin(), sound.samples.end(), track.begin() + static_cast<std::ptrdiff_t>(from));
  }
  return track;
}

}  // namespace studio
