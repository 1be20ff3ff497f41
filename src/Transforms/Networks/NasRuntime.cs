using NasPipelines.Networks.Native;
using NasPipelines.Networks.Onnx;

namespace NasPipelines.Networks;

/// <summary>
/// What the library may do to the process that hosts it, and does only where it is asked to. Scores and trainings depend on none of it.
/// </summary>
/// <threadsafety>Safe between threads.</threadsafety>
public static class NasRuntime
{
    /// <summary>
    /// Loads libtorch, on Linux systems with an older C++ runtime (Debian 12, Ubuntu 22.04) from a patched copy in the user's cache folder.
    /// Scoring and training do so by themselves; only an application that uses TorchSharp before anything else of this library calls it
    /// first. Further calls do nothing.
    /// </summary>
    /// <exception cref="InvalidOperationException">It cannot be loaded; the message says why, and what to call first.</exception>
    public static void Load() => LibTorch.EnsureLoaded();

    /// <summary>
    /// Tunes the allocator of glibc (<c>mallopt</c>) for tensors: large blocks are kept and reused, not mapped and unmapped for each
    /// operation. Networks run up to twice as fast, and the process keeps more memory. Where libtorch was not used yet, its threads wait
    /// for work asleep rather than actively (<c>setenv</c> of GNU OpenMP's <c>GOMP_SPINCOUNT</c>): with several threads of libtorch,
    /// networks run up to 1.5 times as fast. Nothing is changed elsewhere, or where <c>MALLOC_</c> variables, <c>GOMP_SPINCOUNT</c> or
    /// <c>OMP_WAIT_POLICY</c> tune it already. Call it once, at start; further calls do nothing.
    /// </summary>
    /// <returns>Whether the allocator took the settings.</returns>
    public static bool Tune()
    {
        NativeThreads.Tune();
        return NativeMemory.Tune();
    }

    /// <summary>
    /// What the execution providers of ONNX Runtime need and lack on this machine: the CPU, CUDA, TensorRT, in this order, and then CUDA in
    /// libtorch. Libraries are loaded and let go again.
    /// </summary>
    /// <exception cref="DllNotFoundException">The application brings no native library of ONNX Runtime.</exception>
    public static IReadOnlyList<ProviderDiagnosis> Diagnose() => ProviderDiagnosis.All();

    /// <summary>
    /// Lets the calling thread use libtorch as scoring and training do, whatever it was set to: with a number of threads, gradients on and
    /// inference mode off. Disposing the result, on the same thread, puts everything back.
    /// </summary>
    /// <param name="threads">Threads of libtorch for operations started on the calling thread.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is not positive.</exception>
    public static IDisposable Isolate(int threads) => new TorchIsolation(threads);
}
