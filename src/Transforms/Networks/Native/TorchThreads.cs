using TorchSharp;

namespace NasPipelines.Networks;

/// <summary>The number of threads that libtorch uses for operations started on the current thread.</summary>
internal static class TorchThreads
{
    [ThreadStatic]
    private static int current;

    public static void Set(int threads)
    {
        LibTorch.EnsureLoaded();
        if (current != threads)
        {
            torch.set_num_threads(threads);
            current = threads;
        }
    }
}
