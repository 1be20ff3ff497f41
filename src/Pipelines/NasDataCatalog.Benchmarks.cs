using Microsoft.ML;
using Microsoft.ML.Runtime;
using NasPipelines.Benchmarks;

namespace NasPipelines;

public sealed partial class NasDataCatalog
{
    /// <summary>
    /// A benchmark's own distribution files as a view: the column <c>Architecture</c> (text, annotated with search space and provenance), then
    /// a column per number that the options name. Files are read as data: nothing in them is run. Warnings go to the log.
    /// </summary>
    /// <param name="path">The file, or the folder where the benchmark is one.</param>
    /// <param name="benchmark">The name of one of <see cref="BenchmarkFiles.All"/>.</param>
    /// <param name="options">Data sets, splits, epochs and seeds; null takes the benchmark's protocol.</param>
    /// <exception cref="ArgumentException">The benchmark is unknown, or an option names what it does not have.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">A file is damaged, or has not what the options name; the message says where.</exception>
    public IDataView ReadBenchmark(string path, string benchmark, BenchmarkReadOptions? options = null) =>
        ReadBenchmark(path, BenchmarkFiles.Get(benchmark), options);

    /// <inheritdoc cref="ReadBenchmark(string, string, BenchmarkReadOptions)"/>
    /// <param name="path">The file, or the folder where the benchmark is one.</param>
    /// <param name="format">A format of one's own, or one of <see cref="BenchmarkFiles.All"/>.</param>
    /// <param name="options">Data sets, splits, epochs and seeds; null takes the benchmark's protocol.</param>
    public IDataView ReadBenchmark(string path, BenchmarkFile format, BenchmarkReadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(format);
        var data = format.Read(path, options);
        using var channel = ((IHostEnvironment)Context).Register("NasData").Start("ReadBenchmark");
        foreach (var warning in data.Warnings)
        {
            channel.Warning(MessageSensitivity.None, warning);
        }

        channel.Info(MessageSensitivity.None, data.ToString());
        return data.View;
    }
}
