using Microsoft.ML;
using NasPipelines.Spaces;
using NasPipelines.TestKit;

namespace NasPipelines.Tests.Analyses;

/// <summary>A view of some architectures with a made-up truth and score.</summary>
internal sealed class SpaceViews : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public SpaceViews(SearchSpace space, IEnumerable<Architecture> architectures)
    {
        var path = _folder.File("made.tsv");
        File.WriteAllLines(path, architectures.Select((a, i) => FormattableString.Invariant($"{a.Text}\t{i * 7 % 11}\t{i * 5 % 13}"))
            .Prepend("Architecture\ttruth\tscore"));
        Data = Nb201Views.Nas.Data.LoadBenchmark(path, space.Name);
    }

    public static IEnumerable<string> Names => SearchSpaces.All.Select(space => space.Name);

    public IDataView Data { get; }

    public void Dispose() => _folder.Dispose();
}
