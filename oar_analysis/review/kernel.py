"""An ordinary kernel, bounded as a warm one is: `python -m oar_analysis.review.kernel -f FILE`."""

import os
import sys

from oar_analysis.review.limits import die_with_parent, limit_memory


def main() -> None:
    """Bound this process, then be a kernel."""
    die_with_parent(os.getppid())
    limit_memory(int(os.environ.get("OAR_KERNEL_MEMORY_MIB", "0")))
    from ipykernel.kernelapp import IPKernelApp

    IPKernelApp.launch_instance(argv=sys.argv[1:])


if __name__ == "__main__":
    main()
