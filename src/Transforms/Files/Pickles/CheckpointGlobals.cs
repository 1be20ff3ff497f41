namespace NasPipelines.Files.Pickles;

/// <summary>What the checkpoints of training scripts name beside tensors; all of it is read as data.</summary>
internal static class CheckpointGlobals
{
    private static readonly string[] Types =
        ["float16", "bfloat16", "float32", "float64", "uint8", "int8", "int16", "int32", "int64", "bool", "contiguous_format"];

    public static PickleGlobal Namespace { get; } = new(
        "argparse.Namespace",
        _ => new(new PickleNamespace()),
        (target, state) => ((PickleNamespace)target.Content!).Set(state.Content<PickleDictionary>(0, "a dictionary")));

    public static IEnumerable<KeyValuePair<string, PickleGlobal>> All => new[]
    {
        Namespace,
        new("torch._utils._rebuild_parameter", arguments => new(arguments.Content<TorchTensor>(0, "a tensor"))),
        new("torch._utils._rebuild_tensor", TorchGlobals.Tensor),
        new("torch.Size", arguments => new(arguments.Content<PickleTuple>(0, "a tuple"))),
        new("torch.device", arguments => new(arguments.Text(0))),
        new("pathlib.PosixPath", Joined),
        new("pathlib.PurePosixPath", Joined),
        new("pathlib.WindowsPath", Joined),
    }.Concat(Types.Select(type => new PickleGlobal($"torch.{type}"))).Select(global => KeyValuePair.Create(global.Name, global));

    private static PickleValue Joined(PickleArguments arguments)
    {
        var length = Enumerable.Range(0, arguments.Count).Sum(i => (long)arguments.Text(i).Length + 1);
        arguments.Budget.Take(PickleSize.Text(length));
        return new(string.Join('/', Enumerable.Range(0, arguments.Count).Select(arguments.Text)));
    }
}
