// The frames of the film. Everything is drawn once; a frame lays what is there over the paper. What moves
// comes in softly and stays: nothing flashes, nothing turns.
#pragma once
#include <string>
#include <vector>

#include "domain/film/made.h"
#include "domain/film/timeline.h"
#include "lib/still/still.h"
#include "studio/palette.h"

namespace studio {

class Stage {
 public:
  // `folder`: that of the scenario and its pictures. Throws std::runtime_error when a picture cannot be drawn
  // or a scene says more than its place holds.
  Stage(const film::Scenario& scenario, film::Timeline timeline, const std::string& folder,
        const Palette& base, const Palette& palette);

  int Frames() const { return timeline_.back().whole.to; }
  // Frames are asked for in order. The planes of a picture of kWidth by kHeight.
  const std::string& Draw(int frame);

 private:
  struct Line {  // a sentence in its place
    still::Layer layer;
    double x = 0, y = 0;
  };
  struct Set {
    bool follows = false;
    still::Layer backdrop;
    std::vector<still::Layer> picture;
    std::vector<Line> lines;  // the title, then the sentences
    std::string bar;          // colour of the bar beside the sentence that comes
  };
  Set Build(const film::Scene& scene, const std::string& folder, const Palette& base);
  // Title and sentences at `factor` times their sizes; the height that they take.
  double Write(const film::Scene& scene, double factor, Set& set) const;
  still::Layer WriteSentence(const film::Sentence& sentence, bool opening, double factor, double marks) const;
  void DrawSet(const Set& set, const film::SceneTime& when, int frame);
  // When the i-th part of the picture comes, and the i-th line.
  static int PartComes(const Set& set, const film::SceneTime& when, std::size_t i);
  static int LineComes(const film::SceneTime& when, std::size_t i);
  bool Moves(const Set& set, const film::SceneTime& when, int frame) const;
  void DrawBar(const Set& set, const film::SceneTime& when, int frame);

  film::Timeline timeline_;
  Palette palette_;
  still::Typefaces typefaces_;
  std::vector<Set> sets_;
  still::Layer screen_{film::kWidth, film::kHeight}, before_{film::kWidth, film::kHeight};
  std::string planes_;  // of the last frame
};

}  // namespace studio
