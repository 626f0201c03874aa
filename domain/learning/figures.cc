#include "domain/learning/figures.h"

namespace learning {
namespace {

// Steps of the course as it is now, as a list that SQL reads.
std::string StepsOf(const Course& course) {
  std::string list;
  for (const auto& step : course.steps) list += (list.empty() ? "[\"" : "\",\"") + step.id;
  return list + "\"]";
}

}  // namespace

std::vector<Figure> Figures(store::Db& db, const std::vector<Course>& courses, int small) {
  std::vector<Figure> figures;
  for (const auto& course : courses) {
    auto query = db.Prepare(
        "SELECT ifnull(c.name, ''), count(*), sum(done = ?2) FROM "
        "(SELECT l.collectivite_id AS place, count(*) AS done FROM learner_step s JOIN learner l ON l.id = "
        "s.learner_id "
        "WHERE s.course = ?1 AND s.step IN (SELECT value FROM json_each(?3)) GROUP BY s.learner_id) "
        "LEFT JOIN collectivite c ON c.id = place GROUP BY place ORDER BY c.name");
    query.Bind(course.id, course.steps.size(), StepsOf(course));
    while (query.Step()) {
      const auto started = static_cast<int>(query.Int(1)), finished = static_cast<int>(query.Int(2));
      Figure figure{query.Text(0), course.id, {}, {}};
      if (started >= small) figure.started = started;
      const int others = started - finished;
      if (figure.started && finished >= small && (others == 0 || others >= small)) figure.finished = finished;
      figures.push_back(std::move(figure));
    }
  }
  return figures;
}

}  // namespace learning
