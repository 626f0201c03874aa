// A recording, from the operator's server to sealed evidence, without touching a disk.
#pragma once
#include <string>

#include "functions/voice_intake/call.h"
#include "lib/form/multipart.h"

namespace voice_intake {

// Fetches the recording into the sink as a file of this name. False when nothing was kept. `fields`: what the
// sink reads and writes.
bool KeepRecording(const Office& office, const std::string& url, form::FileSink& sink, form::Fields fields,
                   const std::string& name);

// The name of a recording's file: its ending is that of the address, or .wav.
std::string FileName(const std::string& base, const std::string& url);

// What was recorded may come late to the operator's server: worth asking again, a few times.
bool MayComeLater(const Call& call, const std::string& url);
// Sends the call round once more to the same step, which finds the address under "url" in its state.
rt::Response AskLater(Call& call, const std::string& step, const std::string& url);

}  // namespace voice_intake
