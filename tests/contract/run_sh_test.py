"""The door of the project, ./run.sh, as people and tests use it."""
import os
import shutil
import subprocess
import tempfile
import unittest

from doors import ROOT

# Stands before CMake, takes its time, and says when it meets another of its kind.
ONE_CMAKE = """#!/bin/sh
mkdir "{here}/inside" || {{ echo "two at once"; exit 1; }}
sleep 0.3
"{cmake}" "$@"
status=$?
rmdir "{here}/inside"
exit $status
"""


class RunSh(unittest.TestCase):
    def test_several_builds_of_one_folder_wait_for_each_other(self):
        with tempfile.TemporaryDirectory() as here:
            with open(here + "/cmake", "w") as stand:
                stand.write(ONE_CMAKE.format(here=here, cmake=shutil.which("cmake")))
                os.chmod(stand.fileno(), 0o755)
            env = {**os.environ, "PATH": here + ":" + os.environ["PATH"]}
            builds = [subprocess.Popen([ROOT + "/run.sh", "build"], env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) for _ in range(3)]
            said = [(build.communicate(timeout=300)[0], build.returncode) for build in builds]
        for text, status in said:
            self.assertEqual(status, 0, text)
