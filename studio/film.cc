#include "studio/film.h"

#include <filesystem>
#include <string_view>

#include "domain/film/made.h"
#include "domain/film/timeline.h"
#include "domain/scheme/scheme.h"
#include "lib/json/value.h"
#include "lib/vault/vault.h"
#include "studio/command.h"
#include "studio/files.h"
#include "studio/palette.h"
#include "studio/stage.h"
#include "studio/voice.h"

namespace studio {
namespace {

namespace fs = std::filesystem;

// Nothing of the day or of the machine: the same inputs give the same bytes.
const Words kPlain{"-map_metadata", "-1", "-fflags", "+bitexact", "-movflags", "+faststart"};

Words Ffmpeg(std::initializer_list<Words> parts) {
  Words all{"ffmpeg", "-nostdin", "-hide_banner", "-loglevel", "error", "-y"};
  for (const auto& part : parts) all.insert(all.end(), part.begin(), part.end());
  return all;
}

std::string Size(int width, int height) { return std::to_string(width) + "x" + std::to_string(height); }

scheme::Scheme SchemeOf(const Order& order) {
  const std::string folder = order.share + "/content/schemes";
  const bool is_file = order.scheme.find('/') != std::string::npos;
  return scheme::Scheme::Read(is_file ? order.scheme : folder + "/" + order.scheme + ".json", folder);
}

// Everything that the film depends on: this program too.
std::string InputsOf(const Order& order, const film::Scenario& scenario, const Palette& palette) {
  const std::string folder = order.share + "/content/fr/film";
  std::string all = ReadFile("/proc/self/exe") + ReadFile(folder + "/scenario.json");
  for (std::size_t i = 0; i < scenario.scenes.size(); ++i) {
    all += vault::Sha256(ReadFile(folder + "/" + scenario.scenes[i].picture));
    if (const std::string file = RecordingOf(order.recordings, i); fs::exists(file))
      all += vault::Sha256(ReadFile(file));
  }
  for (const auto& [name, colour] : palette) all.append(name).append(colour);
  all += Output({"espeak-ng", "--version"}) + Output({"ffmpeg", "-version"});
  return vault::Hex(vault::Sha256(all));
}

void Encode(Stage& stage, const std::string& file) {
  Feed frames(Ffmpeg(
      {{"-f", "rawvideo", "-pix_fmt", "yuv420p", "-video_size", Size(film::kWidth, film::kHeight),
        "-framerate", std::to_string(film::kFramesASecond), "-i", "pipe:0"},
       {"-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709", "-color_range", "tv"},
       {"-c:v", "libx264", "-preset", "veryfast", "-tune", "animation", "-crf", "20", "-g", "125", "-threads",
        "4"},
       {"-flags:v", "+bitexact"},
       kPlain,
       {file}}));
  for (int frame = 0; frame < stage.Frames(); ++frame) frames.Give(stage.Draw(frame));
  frames.End();
}

// The same pictures, and the voice.
void Describe(const std::string& silent, const Samples& voice, const std::string& work,
              const std::string& file) {
  const std::string raw = work + "/voice.raw";
  WriteFile(raw, {reinterpret_cast<const char*>(voice.data()), voice.size() * sizeof(Samples::value_type)});
  Output(Ffmpeg(
      {{"-i", silent, "-f", "s16le", "-ar", std::to_string(kRate), "-ac", "1", "-i", raw},
       {"-map", "0:v", "-map", "1:a", "-c:v", "copy", "-c:a", "aac", "-b:a", "64k", "-flags:a", "+bitexact"},
       kPlain,
       {"-metadata:s:a:0", "language=fra", file}}));
}

}  // namespace

bool MakeFilm(const Order& order) {
  const film::Scenario scenario = film::ReadScenario(order.share + "/content");
  const Palette palette = ReadPalette(order.share, SchemeOf(order));
  const std::string inputs = InputsOf(order, scenario, palette);
  if (const auto made = film::FindMade(order.out); made && made->inputs == inputs) return false;

  const std::string work = order.out + "/work";
  const auto at = [&](const char* name) { return order.out + "/" + name; };
  fs::create_directories(work);
  fs::remove(at(film::kPlate));
  const Voice voice = Record(scenario, order.recordings, work);
  const film::Timeline timeline = film::Arrange(scenario, voice.seconds);
  Stage stage(scenario, timeline, order.share + "/content/fr/film", BasePalette(order.share), palette);
  Encode(stage, at(film::kSilent.name));
  Describe(at(film::kSilent.name), Mix(voice, timeline), work, at(film::kDescribed.name));
  WriteFile(at(film::kCaptions.name), WebVtt(Captions(scenario, timeline, false)));
  WriteFile(at(film::kDescribedCaptions.name), WebVtt(Captions(scenario, timeline, true)));
  // The end of the first scene, when everything of it is there.
  const double poster = static_cast<double>(timeline[0].whole.to - 1) / film::kFramesASecond;
  Output(Ffmpeg({{"-ss", std::to_string(poster), "-i", at(film::kSilent.name), "-frames:v", "1"},
                 {"-vf", "scale=960:540", "-q:v", "4", "-fflags", "+bitexact", "-flags:v", "+bitexact"},
                 {at(film::kPoster)}}));
  fs::remove_all(work);
  const double seconds = static_cast<double>(stage.Frames()) / film::kFramesASecond;
  WriteFile(at(film::kPlate),
            json::Write(json::Value::MakeObject({{"inputs", inputs}, {"seconds", seconds}})) + "\n");
  return true;
}

}  // namespace studio
