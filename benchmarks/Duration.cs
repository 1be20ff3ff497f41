namespace NasPipelines.Benchmarks;

/// <summary>What a run took, in seconds.</summary>
/// <param name="Wall">By the clock on the wall.</param>
/// <param name="Processor">Of all threads of this process: on a busy machine the steadier of the two.</param>
internal readonly record struct Duration(double Wall, double Processor);
