using System.Text;
using NasPipelines.Fixtures.Files;

namespace NasPipelines.Fixtures.Fuzzing;

/// <summary>Small contents of published benchmark files.</summary>
internal static class BenchmarkContents
{
    private const string Cell = "|avg_pool_3x3~0|+|nor_conv_1x1~0|skip_connect~1|+|nor_conv_1x1~0|skip_connect~1|skip_connect~2|";

    public static byte[] NasBench101(int epochs) => NasBench101Record.Payload(
        "0178f60e80a3201b1cdc7a02d2de3402",
        epochs,
        "0111100011000100000100000",
        "input,conv1x1-bn-relu,conv3x3-bn-relu,maxpool3x3,output",
        7104138,
        [[0, 0.1f, 0.1f, 0.1f], [40, 0.5f, 0.5f, 0.5f], [81, 0.9f, 0.9f, 0.9f]]);

    public static byte[] Legacy(object content) =>
    [
        0x80, 2, 0x8A, 10, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19, (byte)'.',
        .. PickleWriter.Write(1001), .. PickleWriter.Write(new (object, object)[] { ("protocol_version", 1001) }),
        .. PickleWriter.Write(content),
        .. PickleWriter.Write(Array.Empty<object>()),
    ];

    public static (object, object)[] Overview() =>
    [
        ("meta_archs", new object[] { Cell }), ("total_archs", 1), ("arch2infos", new (object, object)[] { (0, Results()) }),
        ("evaluated_indexes", new object[] { 0 }),
    ];

    public static (object, object)[] Results() => [("full", Architecture(200)), ("less", Architecture(12))];

    public static (object, object)[] NatsResults() => [("12", Architecture(12)), ("200", Architecture(200))];

    public static (object, object)[] Architecture(int epochs) =>
    [
        ("arch_index", 0), ("arch_str", Cell),
        ("all_results", new (object, object)[] { (("cifar10", 777), Run(epochs)), (("cifar100", 777), Run(epochs)) }),
        ("dataset_seed", new (object, object)[] { ("cifar10", new object[] { 777 }), ("cifar100", new object[] { 777 }) }),
        ("clear_net_done", null!),
    ];

    public static (object, object)[] Run(int epochs) =>
    [
        ("name", "infer.tiny"), ("train_losses", new (object, object)[] { (0, 2.3), (1, 2.1) }), ("params", 0.129306), ("flop", 15.64737),
        ("seed", "0777"),
        ("epochs", epochs), ("latency", new object[] { 0.0125, 0.0126 }), ("eval_names", new object[] { "ori-test" }),
        ("eval_acc1es", new (object, object)[] { ("ori-test@0", 20.5), ($"ori-test@{epochs - 1}", 85.5) }), ("net_state_dict", null!),
    ];

    public static string Darts()
    {
        const string Prefix = "NetworkSelectorDatasetInfo:darts:";
        var cells = new[] { "normal", "reduce" }.SelectMany(cell => new[] { 0, 1, 2, 3, 5, 6, 9, 10 }
            .Select(edge => $"\"{Prefix}edge_{cell}_{edge}\": \"sep_conv_3x3\"")
            .Concat(new[] { 3, 4, 5 }.Select(node => $"\"{Prefix}inputs_node_{cell}_{node}\": \"0_1\"")));
        return $$"""
            {"final_metric_score": -92.9, "optimized_hyperparamater_config": { {{string.Join(", ", cells)}},
            "{{Prefix}}layers": 8, "{{Prefix}}init_channels": 32 }, "budget": 100,
            "info": [{"val_accuracy": 92.9, "model_parameters": 1407478}], "test_accuracy": 92.5, "runtime": 4590.8}
            """;
    }

    public static string Nds(string groups, string depths = "[1, 2, 6, 16]", string widths = "[16, 40, 128, 48]") => "["
        + string.Join(", ", new[] { 1, 2 }.Select(seed => $$"""
            {"job_id": 1, "rng_seed": {{seed}}, "net": {"ds": {{depths}}, "ws": {{widths}}{{groups}}},
            "params": 2434922, "flops": 524648928,
            "min_test_top1": 6.46, "test_ep_top1": [60.5, 6.46], "train_it_loss": [2.3, {"deep": [[1], {"er": null}]}]}
            """)) + "]";
}
