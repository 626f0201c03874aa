// What concerns the courses: how many followed them.
#include "cli/commands.h"
#include "domain/learning/figures.h"
#include "lib/json/value.h"

namespace cli {
namespace {

json::Value OrNull(std::optional<int> figure) { return figure ? json::Value(*figure) : json::Value(); }

std::string Shown(std::optional<int> figure) { return figure ? std::to_string(*figure) : "caché"; }

}  // namespace

int Learning(Context& context, const Words& words) {
  if (words.Plain(0, "l'action : figures") != "figures")
    throw Usage("learning : la seule action est figures");
  words.Only(1, {"--json"});
  auto db = OpenDatabase(context);
  const auto courses = learning::ReadCourses(context.config.share_dir + "/content");
  const auto figures = learning::Figures(db, courses, context.config.small_cells);
  if (words.Has("--json")) {
    json::Value list = json::Array();
    for (const auto& figure : figures)
      list.Push(json::Value::MakeObject({{"collectivite", figure.collectivite},
                                         {"course", figure.course},
                                         {"started", OrNull(figure.started)},
                                         {"finished", OrNull(figure.finished)}}));
    context.out = json::Write(list) + "\n";
    return 0;
  }
  for (const auto& figure : figures)
    context.out += figure.course + " ; " + (figure.collectivite.empty() ? "non dite" : figure.collectivite) +
                   " : commencées " + Shown(figure.started) + ", terminées " + Shown(figure.finished) + "\n";
  context.out += figures.empty() ? "Aucune formation n'a été suivie.\n"
                                 : "Caché : moins de " + std::to_string(context.config.small_cells) +
                                       " personnes, ou un écart qui les montrerait.\n";
  return 0;
}

}  // namespace cli
