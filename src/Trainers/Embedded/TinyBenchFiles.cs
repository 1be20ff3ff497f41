namespace NasPipelines.Trainers.Embedded;

/// <summary>The files of <see cref="TinyBench"/>, as they were written to a folder.</summary>
public sealed class TinyBenchFiles
{
    internal TinyBenchFiles(string table, string supernet) => (Table, Supernet) = (table, supernet);

    /// <summary>
    /// Architectures of NAS-Bench-201, each another function, with the mean <c>accuracy</c> of two trainings, <c>accuracy_1</c> and
    /// <c>accuracy_2</c> (fractions of the test images), mean <c>loss</c> and <c>seconds</c>, <c>params</c> and <c>flops</c>
    /// (multiply-adds).
    /// </summary>
    public string Table { get; }

    /// <summary>A supernet trained on the same images, for <c>Transforms.OneShot</c>.</summary>
    public string Supernet { get; }
}
