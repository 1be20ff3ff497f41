using System.Text;
using NasPipelines.Spaces;

namespace NasPipelines.Fixtures.Fuzzing;

/// <summary>Architectures of a space in all its encodings.</summary>
internal static class ArchitectureTexts
{
    public static FuzzTarget Of(SearchSpace space) => new(
        $"architectures-{space.Name}", "architecture.txt", [.. Texts(space).Select(Encoding.UTF8.GetBytes)], Frames.Same,
        Readers.Architecture(space));

    // What the texts of other tools are made of; parts of them get into the others.
    private static readonly string[] Literals =
    [
        "np.array([[4, 0, 3], [1, 4, 3]], dtype=int64)", "OrderedDict([('a', np.int64(1)), ('b', 2)])", "{\"a\": [1.5e3, true, null]}",
        "Genotype(normal=[('skip_connect', 0)], normal_concat=list(range(2, 6)))", "tensor([[1., 0.]], device='cuda:0')",
        "[u'\\u00e9\\n', b\"x\"]", "[4 0 3 1 4 3]", "defaultdict(<class 'list'>, {(0, 1): {2, 3}})",
    ];

    private static IEnumerable<string> Texts(SearchSpace space) =>
        space.Sample(2, 1).SelectMany(architecture => space.Encodings.Select(encoding => space.Format(architecture, encoding.Name)))
            .Concat(Literals);
}
