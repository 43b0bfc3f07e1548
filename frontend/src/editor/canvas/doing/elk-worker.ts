/** ELK itself, in a worker of our own origin. It listens to the messages of `elk-api`. */

import "elkjs/lib/elk-worker.min.js";
